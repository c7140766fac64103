package inventory

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"io"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// TestUndefined compares the undefined names of random packages, and the ports
// on which they are broken, with what the type checker says of the files that
// go/build selects.
func TestUndefined(t *testing.T) {
	targets, err := platform.Parse("linux/amd64:nocgo,windows/386:nocgo,darwin/arm64:nocgo,js/wasm,plan9/386")
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(9, 10))
	var uses, broken, fine int
	for range 1500 {
		files := randomPackage(rnd)
		p := &Package{ByName: make(map[string][]Declaration), Targets: targets, All: targets, Undefined: make(map[string][]Use), Nowhere: make(map[string][]Use)}
		pkg, fset := parse(t, files)
		p.survey(pkg)
		p.uses(pkg)
		got := make(map[string]bool)
		for _, list := range slices.Concat(slices.Collect(maps.Values(p.Undefined)), slices.Collect(maps.Values(p.Nowhere))) {
			for _, u := range list {
				for port := range u.Ports.Ports() {
					got[fmt.Sprintf("%s %v %s", port, fset.Position(u.Ident.Pos()), u.Ident.Name)] = true
				}
			}
		}
		want := make(map[string]bool)
		var wantBroken platform.Set
		for port := range targets.Ports() {
			for _, e := range check(t, files, port) {
				name, undefined := strings.CutPrefix(e.Msg, "undefined: ")
				switch {
				case undefined && p.ByName[name] == nil && builtEverywhere(pkg, e.Fset.Position(e.Pos).Filename, targets):
				case undefined:
					want[fmt.Sprintf("%s %v %s", port, e.Fset.Position(e.Pos), name)] = true
					wantBroken = wantBroken.Union(platform.Of(port))
				case strings.Contains(e.Msg, "redeclared") || strings.Contains(e.Msg, "already declared"):
					wantBroken = wantBroken.Union(platform.Of(port))
				}
			}
		}
		gotBroken := p.Broken()
		if !maps.Equal(got, want) || gotBroken != wantBroken {
			t.Errorf("undefined\n%v, the type checker says\n%v\nbroken on %v, the type checker says %v", slices.Sorted(maps.Keys(got)), slices.Sorted(maps.Keys(want)), gotBroken, wantBroken)
			for _, name := range slices.Sorted(maps.Keys(files)) {
				t.Logf("-- %s --\n%s", name, files[name])
			}
			return
		}
		uses += len(want)
		if wantBroken.Empty() {
			fine++
		} else {
			broken++
		}
	}
	if uses < 500 || min(broken, fine) < 100 {
		t.Errorf("the random packages have %d undefined uses, %d are broken and %d fine", uses, broken, fine)
	}
}

// builtEverywhere reports whether every target builds a file: then a name that
// nobody declares is not looked for.
func builtEverywhere(pkg *sources.Package, name string, targets platform.Set) bool {
	return slices.ContainsFunc(pkg.Files, func(f *sources.File) bool { return f.Name == name && targets.SubsetOf(f.Built) })
}

func randomPackage(rnd *rand.Rand) map[string]string {
	constraints := []string{"", "", "", "linux", "!linux", "unix", "!unix", "windows", "!windows", "plan9 || js", "amd64", "wasm", "!386"}
	files := make(map[string]string)
	for i := range 1 + rnd.IntN(4) {
		var b strings.Builder
		if c := constraints[rnd.IntN(len(constraints))]; c != "" {
			fmt.Fprintf(&b, "//go:build %s\n\n", c)
		}
		b.WriteString("package p\n\n")
		names := []string{"a", "b", "c", "T"}
		rnd.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		for n, name := range names {
			switch k := rnd.IntN(9); {
			case k == 0 && name == "T":
				b.WriteString("type T struct{}\n\n")
			case k <= 1 && name != "T":
				fmt.Fprintf(&b, "func %s() {}\n\n", name)
			case name == "T" && k == 1:
				fmt.Fprintf(&b, "func (T) %s() {}\n\n", []string{"m", "n"}[rnd.IntN(2)])
			case name == "T":
				fmt.Fprintf(&b, "var _ T\n\n")
			case k == 2:
				fmt.Fprintf(&b, "func use%d%d() {\n\t%s()\n\t%[3]s()\n}\n\n", i, n, name)
			case k == 3:
				fmt.Fprintf(&b, "func local%d%d(%s func()) {\n\t%[3]s()\n}\n\n", i, n, name)
			case k == 4:
				fmt.Fprintf(&b, "func later%d%d() {\n\t%s()\n\t%[3]s := 1\n\t_ = %[3]s\n}\n\n", i, n, name)
			case k == 5:
				fmt.Fprintf(&b, "var _ = func(f func(%s int)) { _ = struct{ %[1]s int }{%[1]s: 1} }\n\n", name)
			case k == 6:
				fmt.Fprintf(&b, "var _ = map[any]int{%d: 0, %q: 1}\n\n", n, name)
			}
		}
		files[fmt.Sprintf("f%d.go", i)] = b.String()
	}
	return files
}

func parse(t *testing.T, files map[string]string) (*sources.Package, *token.FileSet) {
	t.Helper()
	var ctx constraint.Context
	fset := token.NewFileSet()
	pkg := &sources.Package{Tested: platform.All()}
	for _, name := range slices.Sorted(maps.Keys(files)) {
		syntax, err := parser.ParseFile(fset, name, files[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("%v in\n%s", err, files[name])
		}
		h, err := ctx.Parse(name, []byte(files[name]))
		if err != nil {
			t.Fatal(err)
		}
		pkg.Files = append(pkg.Files, &sources.File{Name: name, Syntax: syntax, Header: h, Built: h.Built, WithCgo: sources.WithCgo(ctx, h)})
	}
	return pkg, fset
}

// check type-checks the files that go/build selects for a port.
func check(t *testing.T, files map[string]string, port platform.Port) []types.Error {
	t.Helper()
	ctx := build.Context{
		OpenFile: func(path string) (io.ReadCloser, error) {
			return io.NopCloser(strings.NewReader(files[filepath.Base(path)])), nil
		},
		GOOS: port.GOOS, GOARCH: port.GOARCH, CgoEnabled: port.Cgo, Compiler: "gc", ReleaseTags: build.Default.ReleaseTags,
	}
	fset := token.NewFileSet()
	var syntax []*ast.File
	for _, name := range slices.Sorted(maps.Keys(files)) {
		ok, err := ctx.MatchFile(".", name)
		if err != nil {
			t.Fatal(err)
		}
		if !ok {
			continue
		}
		f, err := parser.ParseFile(fset, name, files[name], parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		syntax = append(syntax, f)
	}
	var errs []types.Error
	conf := types.Config{Error: func(err error) { errs = append(errs, err.(types.Error)) }}
	conf.Check("p", fset, syntax, nil) // errors went to conf.Error
	return errs
}
