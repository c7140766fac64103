package modgraph

import (
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
)

// FuzzComments checks that the constraints of a file that is not Go do not
// depend on what follows the comments at its top.
func FuzzComments(f *testing.F) {
	for _, s := range []string{
		"", "int i;", "// +build linux\n\nint i;", "//go:build linux\nTEXT", "/* x */ // +build linux\n\n#include",
		"/* // +build linux */\n\nint i; // +build windows\n", "\xef\xbb\xbf//go:build arm\n", "/", "/*", "//go:build linux", "; \f\r\n//go:build linux\n;x",
		"// +build linux\n/* */\n\n// +build arm\n\nx\n\n//go:build windows",
	} {
		f.Add(s)
	}
	var c constraint.Context
	f.Fuzz(func(t *testing.T, src string) {
		end := endOfComments([]byte(src))
		if end < 0 || end > len(src) {
			t.Fatalf("comments end at %d of %d", end, len(src))
		}
		if end == len(src) {
			return // the whole file is read
		}
		part, partErr := c.Parse("x.s", []byte(src[:end+1]))
		whole, wholeErr := c.Parse("x.s", []byte(src))
		if part.Matched != whole.Matched || (partErr == nil) != (wholeErr == nil) {
			t.Errorf("%q: ports are %v, %v with the rest %v, %v", src[:end+1], part.Matched, partErr, whole.Matched, wholeErr)
		}
	})
}

// FuzzVendor reads vendor/modules.txt.
func FuzzVendor(f *testing.F) {
	f.Add("## workspace\n# example.com/a v1.0.0 => ../a\n## explicit; go 1.20\nexample.com/a\nexample.com/a/b\n# example.com/a => ../a\n")
	f.Add("# a\n# a b\n# a => \n# a v1.0.0 => b v2 x\nexample.com/x y\n## go\n")
	f.Fuzz(func(t *testing.T, data string) {
		v := &vendorList{packages: make(map[string]*Module)}
		v.parse(data, "root")
		for path, m := range v.packages {
			if m == nil || m.Path == "" || !strings.Contains(data, path) {
				t.Errorf("package %q of module %v", path, m)
			}
		}
	})
}

// FuzzPatterns matches names with patterns.
func FuzzPatterns(f *testing.F) {
	f.Add("./...", "./a/b")
	f.Add("a/.../vendor/...", "a/vendor/b")
	f.Add("vendor/...", "vendor")
	f.Add("[...", "\x00")
	f.Fuzz(func(t *testing.T, pattern, name string) {
		pattern = cleanPatterns([]string{pattern})[0]
		if again := cleanPatterns([]string{pattern})[0]; again != pattern && !strings.Contains(pattern, "@") {
			t.Errorf("%q cleaned once more is %q", pattern, again)
		}
		if !matchPattern(pattern)(name) || strings.Contains(name, "vendor") {
			return
		}
		// Every directory above a match may hold matches.
		for prefix := name; ; {
			if !treeCanMatch(pattern)(prefix) {
				t.Errorf("%q matches %q, but no tree at %q", pattern, name, prefix)
			}
			i := strings.LastIndexByte(prefix, '/')
			if i < 0 {
				break
			}
			prefix = prefix[:i]
		}
	})
}
