package gocmd

import (
	"strings"
	"testing"
)

func TestImportCycle(t *testing.T) {
	for _, test := range []struct{ path, stack, next, way string }{
		{"a", "a b a", "b", "a imports b imports a"},
		{"a", "a a", "a", "a imports a"},
		{"b", "use b a b", "a", "b imports a imports b"},
		{"a", "a b c", "", ""}, // not a cycle
		{"x", "a b a", "", ""},
		{"a", "a", "", ""},
		{"a", "", "", ""},
	} {
		next, way := ImportCycle(test.path, strings.Fields(test.stack))
		if next != test.next || way != test.way {
			t.Errorf("ImportCycle(%q, %q) = %q, %q, want %q, %q", test.path, test.stack, next, way, test.next, test.way)
		}
	}
}
