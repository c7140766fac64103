package ok

import (
	"path/filepath"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	if len(strings.Split(filepath.Join("a", "b"), "/")) != 2 {
		t.Fatal("not split")
	}
}
