package stdlib

import (
	"iter"
	"strings"

	"github.com/xplatvet/xplatvet/internal/stub"
)

const stubsSection = "stubs" // where functions always fail

// Stubs returns the exported functions and methods of a package that always
// fail on some of the ports that have them, and how. It is nil if there are
// none.
func (t *Table) Stubs(path string) stub.Table {
	text, ok := t.text[path+" "+stubsSection]
	if !ok {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if s, ok := t.stubs[path]; ok {
		return s
	}
	s, err := stub.Parse(text)
	if err != nil {
		s = nil // as in section
	}
	if t.stubs == nil {
		t.stubs = make(map[string]stub.Table)
	}
	t.stubs[path] = s
	return s
}

// Packages returns the import paths that Has knows, in no order.
func (t *Table) Packages() iter.Seq[string] {
	return func(yield func(string) bool) {
		for key := range t.text {
			if path, ok := strings.CutSuffix(key, " "+existsSection); ok && !yield(path) {
				return
			}
		}
	}
}
