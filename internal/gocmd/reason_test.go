package gocmd

import (
	"errors"
	"fmt"
	"strings"
	"testing"
)

func TestReason(t *testing.T) {
	var long strings.Builder
	long.WriteString("go: downloading x\ngo: inconsistent vendoring in dir:\n")
	for i := range 300 {
		fmt.Fprintf(&long, "\tm%d: is explicitly required\n", i)
	}
	long.WriteString("\n\tTo ignore the vendor directory, use -mod=mod.\n\tTo sync the vendor directory, run:\n\t\tgo mod vendor\n")
	for text, want := range map[string]string{
		"go: no such tool\n":          "no such tool",
		"a\nb\n\n  c":                 "a b c",
		"1\n2\n3\n4\n5\n6\n7\n8\n9\n": "1 2 3 4 5 6 7 8 9",
		long.String(): "inconsistent vendoring in dir: m0: is explicitly required m1: is explicitly required m2: is explicitly required m3: is explicitly required " +
			"(and 296 lines more) To ignore the vendor directory, use -mod=mod. To sync the vendor directory, run: go mod vendor",
	} {
		if got := Reason(&Error{Stderr: text}); got != want {
			t.Errorf("Reason of %.60q is %q, want %q", text, got, want)
		}
	}
	if got := Reason(errors.New("a\nb")); got != "a b" {
		t.Errorf("Reason of another error is %q", got)
	}
}
