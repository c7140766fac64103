package cgoguard

import (
	"go/build"
	"go/parser"
	"go/token"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// TestDirectives compares the directives of preambles, hand-written and random,
// with what go/build makes of them on every port with cgo.
func TestDirectives(t *testing.T) {
	preambles := []string{
		"// #cgo LDFLAGS: -lm",
		"/*\n#cgo CFLAGS: -DA=1 \"-DB=a b\"\n\n  #cgo linux,!arm64 darwin LDFLAGS: -l'a b' c\\ d\n*/",
		"//#cgo\tCFLAGS\t:\t-DX\n// # cgo CFLAGS: -DY\n// #cgo: -DZ2\n// x #cgo CFLAGS: -DZ",
		"/* #cgo (linux&&amd64)||windows CFLAGS: -A:B */ // #cgo CFLAGS: -C",
		"// #cgo noescape f\n// #cgo nocallback f\n// #cgo CFLAGS: -A",
		"//go:build x\n//line x:1\n//\n// #cgo unix,cgo,gc,go1.1 LDFLAGS: é -lß",
		"// #cgo linux&& CFLAGS: -bad\n// #cgo !!linux CFLAGS: -bad\n// #cgo nosuch CFLAGS: -x\n// #cgo !nosuch CFLAGS: -y",
	}
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 150 {
		preambles = append(preambles, randomPreamble(rnd))
	}
	compared := 0
	for i, p := range preambles {
		for _, newline := range []string{"\n", "\r\n"} {
			src := strings.ReplaceAll("package p\n\n"+p+"\nimport \"C\"\n", "\n", newline)
			if compareDirectives(t, src) {
				compared++
			} else if i < 2 {
				t.Errorf("go/build refuses %q", src)
			}
		}
	}
	if compared < len(preambles) {
		t.Errorf("go/build accepts %d of %d sources only", compared, 2*len(preambles))
	}
}

func randomPreamble(rnd *rand.Rand) string {
	pick := func(list ...string) string { return list[rnd.IntN(len(list))] }
	space := func() string { return pick(" ", "  ", "\t", " \t ") }
	var lines []string
	for range 1 + rnd.IntN(4) {
		var b strings.Builder
		b.WriteString(pick("", " ", "\t") + "#cgo" + space())
		for range rnd.IntN(3) {
			b.WriteString(pick("linux", "windows", "darwin", "!darwin", "linux,amd64", "!linux,!windows", "unix", "386", "arm64||386", "linux&&!arm", "!(linux||darwin)", "cgo", "nosuch") + space())
		}
		b.WriteString(pick("CFLAGS", "CPPFLAGS", "CXXFLAGS", "FFLAGS", "LDFLAGS", "pkg-config") + pick("", " ") + ":")
		for range rnd.IntN(4) {
			b.WriteString(pick("", " ", "  ", "\t") + pick("-lm", "-DA", `"-D a"`, `'x y'`, `-D\ b`, `"a"'b'c`, "-framework", "Cocoa", `\é`, "é"))
		}
		lines = append(lines, b.String()+pick("", " ", "\t"))
		if rnd.IntN(3) == 0 {
			lines = append(lines, pick("", "int f(void);", "#include <x.h>", "# cgo CFLAGS: -DNO"))
		}
	}
	if rnd.IntN(2) == 0 {
		return "//" + strings.Join(lines, "\n//")
	}
	return "/*" + pick("", "\n") + strings.Join(lines, "\n") + pick("", "\n") + "*/"
}

// compareDirectives reports whether go/build accepts src.
func compareDirectives(t *testing.T, src string) bool {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "x.go"), []byte(src), 0o666); err != nil {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "x.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	var directives []directive
	for _, imp := range importsOfC(f) {
		directives = append(directives, directivesOf(fset.File(f.FileStart), imp.preamble)...)
	}

	var ctx constraint.Context
	for port := range cgo().Ports() {
		oracle := build.Context{
			GOOS: port.GOOS, GOARCH: port.GOARCH, CgoEnabled: true, Compiler: "gc",
			ReleaseTags: build.Default.ReleaseTags, ToolTags: platform.ToolTags(port.GOOS, port.GOARCH),
		}
		pkg, err := oracle.ImportDir(dir, 0)
		if err != nil {
			return false
		}
		want := map[string][]string{
			"CFLAGS": pkg.CgoCFLAGS, "CPPFLAGS": pkg.CgoCPPFLAGS, "CXXFLAGS": pkg.CgoCXXFLAGS,
			"FFLAGS": pkg.CgoFFLAGS, "LDFLAGS": pkg.CgoLDFLAGS, "pkg-config": pkg.CgoPkgConfig,
		}
		got := make(map[string][]string)
		for _, d := range directives {
			if d.ports(&ctx).Contains(port) {
				for _, w := range d.flags {
					got[d.verb] = append(got[d.verb], w.text)
				}
			}
		}
		for verb := range want {
			if !slices.Equal(got[verb], want[verb]) {
				t.Errorf("%s: %s of %q is %q, go/build has %q", port, verb, src, got[verb], want[verb])
				return true
			}
		}
	}

	offset := func(pos token.Pos) int { return fset.PositionFor(pos, false).Offset }
	for _, d := range directives {
		if !strings.HasPrefix(src[offset(d.verbPos):], d.verb) {
			t.Errorf("%s is not at offset %d of %q", d.verb, offset(d.verbPos), src)
		}
		for _, w := range d.flags {
			again, ok := splitFlags(line{text: src[offset(w.pos):offset(w.end)]})
			if !ok || len(again) != 1 || again[0].text != w.text {
				t.Errorf("%q is not at offset %d to %d of %q", w.text, offset(w.pos), offset(w.end), src)
			}
		}
	}
	return true
}

func FuzzDirective(f *testing.F) {
	rnd := rand.New(rand.NewPCG(3, 4))
	for range 20 {
		f.Add(randomPreamble(rnd))
	}
	var ctx constraint.Context
	f.Fuzz(func(t *testing.T, preamble string) {
		fset := token.NewFileSet()
		src := "package p\n" + preamble + "\nimport \"C\"\n"
		file, _ := parser.ParseFile(fset, "x.go", src, parser.ParseComments|parser.SkipObjectResolution)
		if file == nil {
			return
		}
		for _, imp := range importsOfC(file) {
			for _, d := range directivesOf(fset.File(file.FileStart), imp.preamble) {
				d.ports(&ctx)
				for _, o := range optionsOf(d.flags) {
					if o.first.pos > o.last.pos || o.last.end > file.FileEnd {
						t.Errorf("%q: %s at %d to %d", src, o, o.first.pos, o.last.end)
					}
				}
			}
		}
	})
}
