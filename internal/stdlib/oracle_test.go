package stdlib_test

import (
	"go/ast"
	"go/token"
	"go/types"
	"testing"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/internal/stdlib"
	"github.com/xplatvet/xplatvet/platform"
)

// The ports of the comparison: each way in which packages differ by operating
// system, and a few in which they do by architecture.
const oraclePorts = "linux/amd64,linux/arm64:nocgo,windows/386,plan9/386,js/wasm,wasip1/wasm,aix/ppc64:nocgo,openbsd/ppc64,darwin/arm64:nocgo,solaris/amd64:nocgo,android/arm64:nocgo,freebsd/arm:nocgo,netbsd/386:nocgo"

// api is what go/types finds in one package on one port.
type api struct {
	names   map[string]bool
	members map[string]map[string]bool // exported type → its exported fields and methods, promoted ones too
}

// TestTypes compares the table with go/types for every package of the standard
// library: package-level names exactly; fields and methods one way, as the
// table may hold a port too many where it does not follow the type.
func TestTypes(t *testing.T) {
	ports, err := platform.Parse(oraclePorts)
	if err != nil {
		t.Fatal(err)
	}
	table := stdlib.Embedded()
	found := make(map[string]map[platform.Port]*api) // import path → port → API
	checker := &matrix.Checker{
		Go:       &gocmd.Runner{Dir: "."},
		Patterns: []string{"std", "runtime/cgo"}, // std leaves it out where cgo is off
		Ports:    ports,
		Paranoid: true, // the types of std itself are wanted
		Fset:     token.NewFileSet(),
	}
	if err := checker.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	for port := range ports.Ports() {
		err := checker.Check(t.Context(), platform.Of(port), func(_ platform.Set, p *matrix.Package) error {
			if p.Types == nil || p.Path == "unsafe" || !table.Has(p.Path) {
				return nil
			}
			if found[p.Path] == nil {
				found[p.Path] = make(map[platform.Port]*api)
			}
			found[p.Path][port] = apiOf(p.Types)
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if len(found) < 140 {
		t.Errorf("only %d packages", len(found))
	}

	var names, members, absent, open int
	for path, byPort := range found {
		pkg := table.Package(path)
		all := make(map[string]bool)
		allMembers := make(map[string]map[string]bool)
		for _, a := range byPort {
			for name := range a.names {
				all[name] = true
			}
			for typ, list := range a.members {
				if allMembers[typ] == nil {
					allMembers[typ] = make(map[string]bool)
				}
				for m := range list {
					allMembers[typ][m] = true
				}
			}
		}
		for port := range ports.Ports() {
			a := byPort[port]
			if got, want := pkg.Files.Contains(port), a != nil; got != want {
				t.Errorf("%s: package %s has files: %v, want %v", port, path, got, want)
			}
			if a == nil {
				continue
			}
			for name := range all {
				names++
				if got, want := pkg.Exists(name).Contains(port), a.names[name]; got != want {
					t.Errorf("%s: %s.%s exists: %v, go/types has it: %v", port, path, name, got, want)
				}
			}
			for typ := range a.members {
				for m := range allMembers[typ] {
					got, want := pkg.Exists(typ+"."+m).Contains(port), a.members[typ][m]
					members++
					switch {
					case want && !got:
						t.Errorf("%s: %s.%s.%s does not exist, but go/types has it", port, path, typ, m)
					case !want:
						absent++
						if got {
							open++
							t.Logf("%s: %s.%s.%s may exist", port, path, typ, m)
						}
					}
				}
			}
		}
	}
	t.Logf("%d packages, %d names; %d members, %d of them absent, of which the table cannot rule out %d",
		len(found), names, members, absent, open)
	if open*20 > absent {
		t.Error("the table does not know enough of members")
	}
}

func apiOf(p *types.Package) *api {
	a := &api{names: make(map[string]bool), members: make(map[string]map[string]bool)}
	for _, name := range p.Scope().Names() {
		if !ast.IsExported(name) {
			continue
		}
		a.names[name] = true
		if tn, ok := p.Scope().Lookup(name).(*types.TypeName); ok {
			list := make(map[string]bool)
			addMembers(list, tn.Type())
			a.members[name] = list
		}
	}
	return a
}

// addMembers adds the exported fields and methods of t and of what it embeds.
func addMembers(list map[string]bool, t types.Type) {
	base := t
	if !types.IsInterface(t) {
		base = types.NewPointer(t)
	}
	methods := types.NewMethodSet(base)
	for i := range methods.Len() {
		if obj := methods.At(i).Obj(); obj.Exported() {
			list[obj.Name()] = true
		}
	}
	if s, ok := t.Underlying().(*types.Struct); ok {
		for f := range s.Fields() {
			if f.Exported() {
				list[f.Name()] = true
			}
		}
	}
}
