package ok

import (
	"os"
	"testing"
)

func TestChown(t *testing.T) {
	if err := os.Chown(t.TempDir(), 1, 1); err != nil {
		t.Fatal(err)
	}
}
