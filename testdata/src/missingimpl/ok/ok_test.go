package ok

import "testing"

func TestSeparator(t *testing.T) {
	if separator() == "" || testHelper() == 0 {
		t.Error()
	}
}

func testHelper() int { return 1 }
