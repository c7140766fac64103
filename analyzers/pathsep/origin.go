package pathsep

import (
	"go/ast"
	"go/types"

	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// native are the functions whose (first) result has the separators of the
// system, however their arguments are written.
var native = map[string]map[string]bool{
	"path/filepath": {
		"Abs": true, "Clean": true, "Dir": true, "EvalSymlinks": true, "FromSlash": true, "Join": true, "Rel": true,
	},
	"os": {
		"Executable": true, "Getwd": true, "TempDir": true, "UserCacheDir": true, "UserConfigDir": true, "UserHomeDir": true,
	},
}

// kept are the functions of package strings whose result has the separators
// that their first argument has.
var kept = map[string]bool{
	"ToLower": true, "ToUpper": true, "TrimLeft": true, "TrimPrefix": true, "TrimRight": true, "TrimSpace": true, "TrimSuffix": true,
}

// maxDepth is how many names and calls deep the origin of a path is sought.
const maxDepth = 6

// native returns which function, such as "filepath.Join", made the path x, an
// expression in f, if it is known to have the separators of the system;
// otherwise "".
func (c *checker) native(f *sources.File, x ast.Expr) string { return c.origin(f, x, maxDepth) }

func (c *checker) origin(f *sources.File, x ast.Expr, depth int) string {
	if depth == 0 {
		return ""
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		call := c.calls.At(x)
		switch {
		case call == nil:
		case native[call.Path][call.Name]:
			return base(call.Path) + "." + call.Name
		case call.Path == "strings" && kept[call.Name] && len(x.Args) > 0:
			return c.origin(f, x.Args[0], depth-1)
		}
	case *ast.SliceExpr:
		if c.isString(f, x.X) {
			return c.origin(f, x.X, depth-1)
		}
	case *ast.IndexExpr:
		if isProgramName(x) {
			return "os.Args[0]"
		}
	case *ast.Ident:
		l, ok := c.flow.Local(f, x)
		switch {
		case !ok:
		case l.Value == nil:
			return c.walked[l.Name]
		case l.From == reach.FromValue, l.From == reach.FromResult && l.Index == 0:
			return c.origin(f, l.Value, depth-1)
		case l.From == reach.FromElem:
			return c.elements(f, l.Value, depth-1)
		}
	}
	return ""
}

// elements is origin for the elements of a slice: those of filepath.Glob.
func (c *checker) elements(f *sources.File, x ast.Expr, depth int) string {
	if depth == 0 {
		return ""
	}
	switch x := ast.Unparen(x).(type) {
	case *ast.CallExpr:
		if call := c.calls.At(x); call != nil && call.Path == "path/filepath" && call.Name == "Glob" {
			return "filepath.Glob"
		}
	case *ast.Ident:
		if l, ok := c.flow.Local(f, x); ok && l.Value != nil && l.From == reach.FromResult && l.Index == 0 {
			return c.elements(f, l.Value, depth-1)
		}
	}
	return ""
}

// isString reports whether x may be a string: what nobody has type-checked may.
func (c *checker) isString(f *sources.File, x ast.Expr) bool {
	if !f.Checked && f.Processed == nil {
		return true
	}
	t := c.pass.TypesInfo.TypeOf(x)
	if t == nil {
		return false
	}
	b, ok := t.Underlying().(*types.Basic)
	return ok && b.Info()&types.IsString != 0
}

// isProgramName reports whether x reads os.Args[0].
func isProgramName(x *ast.IndexExpr) bool {
	sel, ok := ast.Unparen(x.X).(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "Args" {
		return false
	}
	id, ok := sel.X.(*ast.Ident)
	lit, isLit := ast.Unparen(x.Index).(*ast.BasicLit)
	return ok && id.Name == "os" && isLit && lit.Value == "0"
}

// findWalked finds the parameters of the functions that are given to
// filepath.Walk and filepath.WalkDir.
func (c *checker) findWalked(files []*sources.File) {
	for _, call := range c.calls.Of("path/filepath") {
		if call.Name != "Walk" && call.Name != "WalkDir" || len(call.Expr.Args) != 2 {
			continue
		}
		name := "filepath." + call.Name
		switch fn := ast.Unparen(call.Expr.Args[1]).(type) {
		case *ast.FuncLit:
			c.addWalked(fn.Type, name)
		case *ast.Ident:
			if l, ok := c.flow.Local(call.File, fn); ok {
				if lit, ok := l.Value.(*ast.FuncLit); ok && l.From == reach.FromValue {
					c.addWalked(lit.Type, name)
				}
				continue
			}
			for _, f := range files {
				tree := f.Syntax
				if f.Processed != nil {
					tree = f.Processed
				}
				for _, d := range tree.Decls {
					if d, ok := d.(*ast.FuncDecl); ok && d.Recv == nil && d.Name.Name == fn.Name {
						c.addWalked(d.Type, name)
					}
				}
			}
		}
	}
}

func (c *checker) addWalked(typ *ast.FuncType, name string) {
	if list := typ.Params.List; len(list) > 0 && len(list[0].Names) > 0 {
		c.walked[list[0].Names[0]] = name
	}
}

// base returns the name of a package of the standard library.
func base(path string) string {
	if path == "path/filepath" {
		return "filepath"
	}
	return path
}

// env returns the name of an environment variable that holds a list of
// directories, if x, an expression in f, reads one; otherwise "".
func (c *checker) env(f *sources.File, x ast.Expr) string {
	x = ast.Unparen(x)
	if id, ok := x.(*ast.Ident); ok {
		l, ok := c.flow.Local(f, id)
		if !ok || l.Value == nil || l.Index != 0 || l.From != reach.FromValue && l.From != reach.FromResult {
			return ""
		}
		x = ast.Unparen(l.Value)
	}
	call := c.calls.At(x)
	if call == nil || call.Path != "os" || call.Name != "Getenv" && call.Name != "LookupEnv" || len(call.Expr.Args) != 1 {
		return ""
	}
	for _, t := range c.calls.Texts(f, call.Expr.Args[0]) {
		if t.Whole && isList[t.Prefix] {
			return t.Prefix
		}
	}
	return ""
}

// isList holds environment variables whose value is a list in the manner of
// the system, on each system that has them.
var isList = map[string]bool{"CLASSPATH": true, "GOPATH": true, "NODE_PATH": true, "PATH": true, "PYTHONPATH": true}
