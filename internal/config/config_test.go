package config_test

import (
	"maps"
	"math/rand/v2"
	"path"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/config"
)

func TestOn(t *testing.T) {
	c := config.Config{Analyzers: map[string]bool{"a": true, "b": false}}
	for _, deflt := range []bool{false, true} {
		if !c.On("a", deflt) || c.On("b", deflt) || c.On("c", deflt) != deflt {
			t.Errorf("default %t: a %t, b %t, c %t", deflt, c.On("a", deflt), c.On("b", deflt), c.On("c", deflt))
		}
	}
	if none := new(config.Config); !none.On("a", true) || none.On("a", false) {
		t.Error("the zero Config changes defaults")
	}
}

func TestExcluded(t *testing.T) {
	root, err := filepath.Abs("project")
	if err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		pattern string
		in, out []string
	}{
		{"gen", []string{"gen", "gen/a.go", "gen/x/a.go"}, []string{"a.go", "gens/a.go", "x/gen/a.go", "../gen", "Gen/a.go"}},
		{"**/gen", []string{"gen", "gen/a.go", "x/gen", "x/y/gen/z/a.go"}, []string{"x/gen.go", "xgen/a.go"}},
		{"gen/**", []string{"gen/a.go", "gen/x/a.go"}, []string{"x/gen/a.go"}},
		{"a/**/b", []string{"a/b", "a/x/b", "a/x/y/b/c.go"}, []string{"a/xb", "x/a/b"}},
		{"*.go", []string{"a.go", "x.go/y"}, []string{"x/a.go", "a.goo", "go"}},
		{"**/*_gen.go", []string{"a_gen.go", "x/y/a_gen.go"}, []string{"x/gen.go"}},
		{"a?c/*", []string{"abc/d", "aéc/d/e"}, []string{"abc", "ac/d", "abbc/d", "a/c/d"}},
		{"**", []string{"a", "a/b"}, []string{".", "..", "../a"}},
		{"*", []string{"a", "a/b"}, []string{".", "..", "../a"}},
		{"..a", []string{"..a", "..a/b"}, []string{"../a"}},
	} {
		c, err := config.Parse(filepath.Join(root, ".xplatvet.yaml"), []byte(`exclude: ["`+test.pattern+`"]`), nil)
		if err != nil {
			t.Error(err)
			continue
		}
		check := func(names []string, want bool) {
			for _, name := range names {
				rel := filepath.FromSlash(name)
				if got := c.Excluded(rel); got != want {
					t.Errorf("%s: Excluded(%q) = %t", test.pattern, rel, got)
				}
				if got := c.Excluded(filepath.Join(root, rel)); got != want {
					t.Errorf("%s: Excluded(%q) = %t", test.pattern, filepath.Join(root, rel), got)
				}
			}
		}
		check(test.in, true)
		check(test.out, false)
	}
	if new(config.Config).Excluded("a") {
		t.Error("the zero Config excludes a file")
	}
}

// Excluded agrees with the definition: ** is any number of elements, the rest
// is path.Match element by element, and below a match everything matches.
func TestExcludedOracle(t *testing.T) {
	var oracle func(pattern, name []string) bool
	oracle = func(pattern, name []string) bool {
		switch {
		case len(pattern) == 0:
			return true
		case pattern[0] == "**" && oracle(pattern[1:], name):
			return true
		case len(name) == 0:
			return false
		case pattern[0] == "**":
			return oracle(pattern, name[1:])
		}
		ok, err := path.Match(pattern[0], name[0])
		if err != nil {
			t.Fatal(err)
		}
		return ok && oracle(pattern[1:], name[1:])
	}
	r := rand.New(rand.NewPCG(1, 2))
	random := func(from ...string) []string {
		list := make([]string, 1+r.IntN(4))
		for i := range list {
			list[i] = from[r.IntN(len(from))]
		}
		return list
	}
	const n = 50000
	matches := 0
	for range n {
		pattern, name := random("a", "b", "ab", "*", "?", "a*", "*b", "a?", "*a*", "**", "**"), random("a", "b", "ab", "ba", "aab")
		want := oracle(pattern, name)
		c, err := config.Parse(".xplatvet.yaml", []byte(`exclude: ["`+strings.Join(pattern, "/")+`"]`), nil)
		if err != nil {
			t.Fatal(err)
		}
		if got := c.Excluded(filepath.Join(name...)); got != want {
			t.Fatalf("pattern %q, name %q: got %t", pattern, name, got)
		}
		if want {
			matches++
		}
	}
	if matches < n/5 || matches > 4*n/5 {
		t.Errorf("%d of %d match: the cases are too much alike", matches, n)
	}
}

func TestBaselineFile(t *testing.T) {
	if got := (&config.Config{}).BaselineFile(); got != "" {
		t.Errorf("no baseline is %q", got)
	}
	c := &config.Config{File: filepath.Join("dir", ".xplatvet.yaml"), Baseline: "../a/b.json"}
	if got, want := c.BaselineFile(), filepath.Join("a", "b.json"); got != want {
		t.Errorf("%q, want %q", got, want)
	}
}

func TestDigest(t *testing.T) {
	parse := func(file string) *config.Config {
		c, err := config.Parse("f", []byte(file), known)
		if err != nil {
			t.Fatal(err)
		}
		return c
	}
	full := parse("platforms: [windows, linux]\ntags: b,a\nanalyzers: {pathsep: off, intsize: on}\nexclude: [z, \"a b/*\"]\nbaseline: known.json\ncc: {linux/arm: clang --target=arm}\n")
	const want = `platforms=linux,windows tags=["a" "b"] analyzers=["intsize":true "pathsep":false] exclude=["a b/*" "z"] baseline="known.json" cc=[linux/arm:"clang --target=arm"]`
	if got := full.Digest(); got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	if got, want := parse("# nothing").Digest(), new(config.Config).Digest(); got != want {
		t.Errorf("empty file %s, no file %s", got, want)
	}
}

// Digests are equal if and only if the Configs say the same.
func TestDigestProperty(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	words := []string{`a`, `b`, `a" "b`, `"`, `a b`, `] exclude=[`, ``}
	random := func() *config.Config {
		list := func() []string {
			var list []string
			for range r.IntN(3) {
				list = append(list, words[r.IntN(len(words))])
			}
			return list
		}
		c := &config.Config{File: words[r.IntN(len(words))], Tags: list(), Exclude: list(), Baseline: words[r.IntN(len(words))], Analyzers: make(map[string]bool)}
		for _, name := range list() {
			c.Analyzers[name] = r.IntN(2) == 0
		}
		if r.IntN(2) == 0 {
			c.Platforms = ports(t, "linux:cgo")
		}
		for _, command := range list() {
			c.CC = append(c.CC, config.CC{Ports: ports(t, "linux:cgo"), Command: command, Line: r.IntN(9)})
		}
		return c
	}
	set := func(list []string) map[string]bool {
		m := make(map[string]bool)
		for _, s := range list {
			m[s] = true
		}
		return m
	}
	equal := 0
	for range 20000 {
		a, b := random(), random()
		if r.IntN(4) == 0 { // the same in another order
			*b = *a
			b.Tags, b.Exclude = slices.Clone(a.Tags), slices.Clone(a.Exclude)
			slices.Reverse(b.Tags)
			slices.Reverse(b.Exclude)
		}
		same := a.Platforms == b.Platforms && maps.Equal(a.Analyzers, b.Analyzers) &&
			reflect.DeepEqual(set(a.Tags), set(b.Tags)) && reflect.DeepEqual(set(a.Exclude), set(b.Exclude)) && a.Baseline == b.Baseline &&
			slices.EqualFunc(a.CC, b.CC, func(a, b config.CC) bool { return a.Command == b.Command })
		if same {
			equal++
		}
		if got := a.Digest() == b.Digest(); got != same {
			t.Fatalf("%+v\n%s\n%+v\n%s", a, a.Digest(), b, b.Digest())
		}
	}
	if equal < 1000 || equal > 19000 {
		t.Errorf("%d of 20000 pairs say the same", equal)
	}
}
