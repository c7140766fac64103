package stdlib_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"testing"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/internal/stdlib"
	"github.com/xplatvet/xplatvet/internal/variant"
	"github.com/xplatvet/xplatvet/platform"
)

// typesPorts are ports that differ in operating system, architecture and the
// size of words.
const typesPorts = "linux/{386,amd64,arm,ppc64le},windows/{386,amd64},plan9/386,js/wasm,darwin/arm64,freebsd/{386,amd64},solaris/amd64,aix/ppc64,!*/*:cgo"

// TestTypeVariants compares what the table has of types with go/types, for all
// exported names of all packages: where they are the same on two ports, the
// table says so, and where it says what they are, that is so.
func TestTypeVariants(t *testing.T) {
	ports, err := platform.Parse(typesPorts)
	if err != nil {
		t.Fatal(err)
	}
	table := stdlib.Embedded()
	checker := &matrix.Checker{
		Go:       &gocmd.Runner{Dir: "."},
		Patterns: []string{"std"},
		Ports:    ports,
		Paranoid: true, // the types of std itself are wanted
		Fset:     token.NewFileSet(),
	}
	if err := checker.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	first := make(map[string]string) // name → type where it was first seen, if the table does not have it
	var listed, others int
	for port := range ports.Ports() {
		err := checker.Check(t.Context(), platform.Of(port), func(_ platform.Set, p *matrix.Package) error {
			if p.Types == nil || p.Path == "unsafe" || !table.Has(p.Path) {
				return nil
			}
			pkg := table.Types(p.Path)
			visitObjects(p.Types, func(name string, obj types.Object) {
				text := ""
				if pkg != nil {
					text = pkg.At(name, port)
				}
				switch {
				case text == variant.Unknown:
					t.Errorf("%s: %s.%s is unknown", port, p.Path, name)
				case text != "":
					listed++
					if !variant.Same(variant.Variant{Type: text}, obj) {
						t.Errorf("%s: %s.%s is %s, the table has %s", port, p.Path, name, obj, text)
					}
				default:
					others++
					key := p.Path + "." + name
					got := describe(obj)
					if old, ok := first[key]; ok && old != got {
						t.Errorf("%s: %s is %s, elsewhere %s; the table does not have it", port, key, got, old)
					}
					first[key] = got
				}
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	t.Logf("%d listed, %d others", listed, others)
	if listed < 1000 || others < 10000 {
		t.Error("too few")
	}
}

// describe returns the type of an object, or what a type is made of.
func describe(obj types.Object) string {
	t := variant.Plain(obj.Type())
	if tn, ok := obj.(*types.TypeName); ok && !tn.IsAlias() {
		switch u := t.Underlying().(type) {
		case *types.Struct:
			return "struct"
		case *types.Interface:
			return "interface"
		default:
			t = u
		}
	}
	return types.TypeString(t, nil)
}

// visitObjects visits the exported names of a package, and of its types.
func visitObjects(p *types.Package, visit func(name string, obj types.Object)) {
	for _, name := range p.Scope().Names() {
		obj := p.Scope().Lookup(name)
		if !ast.IsExported(name) {
			continue
		}
		visit(name, obj)
		named, ok := obj.Type().(*types.Named)
		if _, isType := obj.(*types.TypeName); !isType || !ok || obj.(*types.TypeName).IsAlias() || named.TypeParams().Len() > 0 {
			continue
		}
		for fn := range named.Methods() {
			if fn.Exported() {
				visit(name+"."+fn.Name(), fn)
			}
		}
		if st, ok := named.Underlying().(*types.Struct); ok {
			for f := range st.Fields() {
				if f.Exported() {
					visit(name+"."+f.Name(), f)
				}
			}
		}
	}
}
