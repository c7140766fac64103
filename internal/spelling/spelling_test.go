package spelling_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/internal/spelling"
)

func TestNearest(t *testing.T) {
	known := []string{"platforms", "tags", "exclude"}
	for s, want := range map[string]string{
		"platform": "platforms", "Platforms": "platforms", "tgas": "", "tag": "tags", "exlcude": "exclude", "": "", "baseline": "",
	} {
		if got := spelling.Nearest(s, known); got != want {
			t.Errorf("Nearest(%q) = %q, want %q", s, got, want)
		}
	}
}
