package cgoguard

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// TestPackage compares what is missing in random packages with what the type
// checker finds in the files that go/build selects, with cgo and without.
func TestPackage(t *testing.T) {
	targets, err := platform.Parse("linux/amd64,windows/386,darwin/arm64,plan9/386")
	if err != nil {
		t.Fatal(err)
	}
	rnd := rand.New(rand.NewPCG(5, 6))
	var undefined, hidden int
	for range 1500 {
		files := randomPackage(rnd)
		dir := t.TempDir()
		for name, src := range files {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(src), 0o666); err != nil {
				t.Fatal(err)
			}
		}
		src := sourcesOf(t, files)
		got := parsePackage(src, survey(constraint.Context{}, src), targets)
		want, ok := typedPackage(t, dir, targets)
		if !ok {
			continue
		}
		for _, c := range []struct {
			what      string
			got, want map[string]platform.Set
		}{
			{"undefined", got.undefined, want.undefined},
			{"hidden", got.hidden, want.hidden},
		} {
			if !maps.Equal(c.got, c.want) {
				t.Errorf("%s is %v, the type checker says %v, in", c.what, c.got, c.want)
				for _, name := range slices.Sorted(maps.Keys(files)) {
					t.Logf("-- %s --\n%s", name, files[name])
				}
				return
			}
		}
		undefined += len(got.undefined)
		hidden += len(got.hidden)
	}
	if undefined < 100 || hidden < 100 {
		t.Errorf("the random packages have %d undefined and %d hidden names only", undefined, hidden)
	}
}

var someConstraints = []string{
	"", "", "cgo", "!cgo", "linux", "!linux", "linux && cgo", "!linux && cgo", "linux && !cgo", "windows || cgo", "!cgo && !windows", "(cgo && linux) || (!cgo && windows)",
}

func randomPackage(rnd *rand.Rand) map[string]string {
	files := make(map[string]string)
	for i := range 1 + rnd.IntN(4) {
		var b strings.Builder
		if c := someConstraints[rnd.IntN(len(someConstraints))]; c != "" {
			fmt.Fprintf(&b, "//go:build %s\n\n", c)
		}
		b.WriteString("package p\n\n")
		if rnd.IntN(3) == 0 {
			b.WriteString("import \"C\"\n\n")
		}
		names := []string{"A", "B", "c", "d", "T"}
		rnd.Shuffle(len(names), func(i, j int) { names[i], names[j] = names[j], names[i] })
		for n, name := range names {
			switch k := rnd.IntN(6); {
			case k < 2 && name == "T":
				b.WriteString("type T struct {\n")
				for _, field := range []string{"F", "G"} {
					if rnd.IntN(2) == 0 {
						fmt.Fprintf(&b, "\t%s int\n", field)
					}
				}
				b.WriteString("}\n\n")
			case k < 2:
				fmt.Fprintf(&b, "func %s() {}\n\n", name)
			case k == 2 && name != "T":
				fmt.Fprintf(&b, "func use%d%d() {\n\t%s()\n}\n\n", i, n, name)
			case k == 2:
				fmt.Fprintf(&b, "var v%d T\n\n", i)
			case k == 3 && name != "T":
				fmt.Fprintf(&b, "func local%d%d(%s func()) {\n\t%s()\n}\n\n", i, n, name, name)
			case k == 3:
				fmt.Fprintf(&b, "func (T) %s() {}\n\n", []string{"M", "n"}[rnd.IntN(2)])
			}
		}
		files[fmt.Sprintf("f%d.go", i)] = b.String()
	}
	return files
}

func sourcesOf(t *testing.T, files map[string]string) *sources.Package {
	t.Helper()
	var ctx constraint.Context
	fset := token.NewFileSet()
	pkg := new(sources.Package)
	for _, name := range slices.Sorted(maps.Keys(files)) {
		syntax, err := parser.ParseFile(fset, name, files[name], parser.ParseComments|parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		header, err := ctx.Parse(name, []byte(files[name]))
		if err != nil {
			t.Fatal(err)
		}
		pkg.Files = append(pkg.Files, &sources.File{Name: name, Syntax: syntax, Header: header, Built: header.Built, WithCgo: sources.WithCgo(ctx, header)})
	}
	return pkg
}

// typedPackage returns the package in dir with the Sets undefined and hidden.
// It is not ok if a name is declared twice.
func typedPackage(t *testing.T, dir string, targets platform.Set) (p *pkg, ok bool) {
	t.Helper()
	p = &pkg{undefined: make(map[string]platform.Set), hidden: make(map[string]platform.Set)}
	add := func(m map[string]platform.Set, name string, port platform.Port) {
		m[name] = m[name].Union(platform.Of(port))
	}
	for port := range targets.Minus(cgo()).Ports() {
		with, _, _ := typedNames(t, dir, port, true)
		if with == nil {
			return nil, false
		}
		without, undefined, any := typedNames(t, dir, port, false)
		if without == nil {
			return nil, false
		}
		broken := false
		for name := range undefined {
			if with[name] {
				add(p.undefined, name, port)
				broken = true
			}
		}
		for name := range with {
			typ, member, isMember := strings.Cut(name, ".")
			switch {
			case without[name], broken, !any, !ast.IsExported(typ):
			case isMember && (!without[typ] || !ast.IsExported(member)):
			default:
				add(p.hidden, name, port)
			}
		}
	}
	return p, true
}

// typedNames returns what the files for a port declare, what they use in
// vain, and whether they declare anything; or no names if they declare one
// twice.
func typedNames(t *testing.T, dir string, port platform.Port, cgo bool) (names, undefined map[string]bool, any bool) {
	t.Helper()
	ctx := build.Context{GOOS: port.GOOS, GOARCH: port.GOARCH, CgoEnabled: cgo, Compiler: "gc", ReleaseTags: build.Default.ReleaseTags}
	listed, err := ctx.ImportDir(dir, 0)
	if _, none := err.(*build.NoGoError); err != nil && !none {
		t.Fatal(err)
	}
	fset := token.NewFileSet()
	var files []*ast.File
	for _, name := range slices.Concat(listed.GoFiles, listed.CgoFiles) {
		f, err := parser.ParseFile(fset, filepath.Join(dir, name), nil, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		files = append(files, f)
		for _, d := range f.Decls {
			if d, ok := d.(*ast.GenDecl); !ok || d.Tok != token.IMPORT {
				any = true
			}
		}
	}
	names, undefined = make(map[string]bool), make(map[string]bool)
	twice := false
	conf := types.Config{FakeImportC: true, Error: func(err error) {
		msg := err.(types.Error).Msg
		if name, ok := strings.CutPrefix(msg, "undefined: "); ok {
			undefined[name] = true
		}
		if strings.Contains(msg, "declared") && !strings.HasPrefix(msg, "declared and not used") {
			twice = true
		}
	}}
	pkg, _ := conf.Check("p", fset, files, nil) // errors went to conf.Error
	if twice {
		return nil, nil, false
	}
	for _, name := range pkg.Scope().Names() {
		names[name] = true
		obj, ok := pkg.Scope().Lookup(name).(*types.TypeName)
		if !ok {
			continue
		}
		if s, ok := obj.Type().Underlying().(*types.Struct); ok {
			for f := range s.Fields() {
				names[name+"."+f.Name()] = true
			}
		}
		for m := range obj.Type().(*types.Named).Methods() {
			names[name+"."+m.Name()] = true
		}
	}
	return names, undefined, any
}
