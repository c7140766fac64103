package ok

import (
	"os"
	"testing"
)

func TestTemp(t *testing.T) {
	if _, err := os.Create("/tmp/x"); err != nil {
		t.Fatal(err)
	}
}
