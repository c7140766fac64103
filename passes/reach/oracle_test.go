package reach

import (
	"errors"
	"go/ast"
	"go/build"
	"go/constant"
	"go/token"
	"go/types"
	"path/filepath"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// packages of GOROOT/src that ask for the port in many ways.
var packages = []string{
	"cmd/cgo", "cmd/dist", "cmd/go", "cmd/go/internal/work", "cmd/link", "go/build", "internal/poll", "internal/testenv",
	"net", "os", "os/exec", "os/signal", "os/user", "path/filepath", "syscall", "time",
}

func goroot(pkg string) string {
	return filepath.Join(build.Default.GOROOT, "src", filepath.FromSlash(pkg))
}

// onlyPort imports what the port decides, and fails to import all else.
type onlyPort platform.Port

func (p onlyPort) Import(path string) (*types.Package, error) {
	pkg := types.NewPackage(path, filepath.Base(path))
	add := func(name string, typ types.BasicKind, val constant.Value) {
		pkg.Scope().Insert(types.NewConst(token.NoPos, pkg, name, types.Typ[typ], val))
	}
	bits := int64(64)
	if platform.Is32Bit(p.GOARCH) {
		bits = 32
	}
	switch path {
	case "runtime":
		add("GOOS", types.String, constant.MakeString(p.GOOS))
		add("GOARCH", types.String, constant.MakeString(p.GOARCH))
	case "strconv":
		add("IntSize", types.UntypedInt, constant.MakeInt64(bits))
	case "math/bits":
		add("UintSize", types.UntypedInt, constant.MakeInt64(bits))
	default:
		return nil, errors.New("not imported")
	}
	pkg.MarkComplete()
	return pkg, nil
}

// TestConstants compares with the type checker: where it finds, for a port,
// that a condition is constant, the condition must be able to have that value
// on that port.
func TestConstants(t *testing.T) {
	agreed, open := 0, 0
	for _, pkg := range packages {
		fset := token.NewFileSet()
		files := readDir(t, fset, goroot(pkg))
		r := New(files, nil)
		for _, port := range portsUnderTest[2:6] {
			on := platform.Of(port)
			info := check(fset, files, on, types.Config{
				Importer: onlyPort(port),
				Error:    func(error) {},
				Sizes:    types.SizesFor("gc", port.GOARCH),
			})
			for _, f := range files {
				if !f.Checked {
					continue
				}
				ast.Inspect(f.Syntax, func(n ast.Node) bool {
					x, ok := n.(ast.Expr)
					if !ok {
						return true
					}
					if id, ok := x.(*ast.Ident); ok && (id.Name == "true" || id.Name == "false") {
						return true
					}
					tv := info.Types[x]
					if tv.Value == nil || tv.Value.Kind() != constant.Bool || !r.At(f, x).Overlaps(on) {
						return true
					}
					yes, no := r.When(f, x)
					if !constant.BoolVal(tv.Value) {
						yes, no = no, yes
					}
					switch {
					case !yes.Overlaps(on):
						t.Errorf("%s: on %s, %s is %s: never so, says When", fset.Position(x.Pos()), port, types.ExprString(x), tv.Value)
					case no.Overlaps(on):
						open++
					default:
						agreed++
					}
					return true
				})
			}
		}
	}
	t.Logf("%d conditions known, %d not", agreed, open)
	if agreed < 500 || open > agreed/20 {
		t.Errorf("%d conditions known, %d not: too little", agreed, open)
	}
}

// TestLocals compares what names refer to with the type checker.
func TestLocals(t *testing.T) {
	names := 0
	for _, pkg := range packages {
		fset := token.NewFileSet()
		files := readDir(t, fset, goroot(pkg))
		port := platform.Of(platform.Port{GOOS: "linux", GOARCH: "amd64", Cgo: true})
		info := check(fset, files, port, types.Config{Importer: onlyPort{}, Error: func(error) {}})
		for _, f := range files {
			for _, d := range f.Syntax.Decls {
				locals, _ := bind(d)
				ast.Inspect(bodyOf(d), func(n ast.Node) bool {
					id, ok := n.(*ast.Ident)
					if !ok {
						return true
					}
					want, ok := localPos(info.Uses[id])
					if !ok {
						return true
					}
					got := token.NoPos
					if l := locals.lookup(id); l != nil {
						got = l.name.Pos()
					}
					if got != want {
						t.Errorf("%s: %s is declared at %s, want %s", fset.Position(id.Pos()), id.Name, fset.Position(got), fset.Position(want))
					}
					names++
					return true
				})
			}
		}
	}
	t.Logf("%d names", names)
	if names < 50000 {
		t.Errorf("%d names show too little", names)
	}
}

// bodyOf returns the part of a declaration in which names are looked up.
func bodyOf(d ast.Decl) ast.Node {
	if d, ok := d.(*ast.FuncDecl); ok {
		if d.Body == nil {
			return d.Name
		}
		return d.Body
	}
	return d
}

// localPos returns where an object is declared, NoPos if that is not within a
// declaration, and whether it is of a kind whose names locals hold.
func localPos(obj types.Object) (token.Pos, bool) {
	switch obj := obj.(type) {
	case nil, *types.Label:
		return token.NoPos, false
	case *types.Var:
		if obj.IsField() {
			return token.NoPos, false
		}
	case *types.Func:
		if obj.Signature().Recv() != nil {
			return token.NoPos, false
		}
	case *types.TypeName:
		if _, ok := obj.Type().(*types.TypeParam); ok {
			return token.NoPos, false // of a receiver, some
		}
	}
	if obj.Pkg() == nil || obj.Parent() == obj.Pkg().Scope() {
		return token.NoPos, true
	}
	if _, ok := obj.(*types.PkgName); ok {
		return token.NoPos, true
	}
	return obj.Pos(), true
}
