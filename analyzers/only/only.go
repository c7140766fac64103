package only

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/availability"
	"github.com/xplatvet/xplatvet/passes/meant"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports uses of code on ports that it is not meant for.
var Analyzer = &analysis.Analyzer{
	Name:             "only",
	Doc:              doc.Of(docgo, "only"),
	URL:              doc.URL("only"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, meant.Analyzer, availability.Analyzer, reach.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Skips(pass.Pkg.Path()) {
		return nil, nil
	}
	c := &checker{
		pass:  pass,
		scope: sc,
		meant: pass.ResultOf[meant.Analyzer].(*meant.Result),
		flow:  pass.ResultOf[reach.Analyzer].(*reach.Result),
		avail: pass.ResultOf[availability.Analyzer].(*availability.Result),
		pkg:   pass.ResultOf[sources.Analyzer].(*sources.Package),
	}
	for _, f := range c.pkg.Files {
		if ports := f.Built.Intersect(sc.Targets); !ports.Empty() {
			c.mistakes(f, ports)
			c.uses(f)
		}
	}
	return nil, nil
}

type checker struct {
	pass  *analysis.Pass
	scope *scope.Scope
	pkg   *sources.Package
	meant *meant.Result
	flow  *reach.Result
	avail *availability.Result
}

// mistakes reports the annotations of f that have no effect.
func (c *checker) mistakes(f *sources.File, ports platform.Set) {
	for _, m := range c.meant.Mistakes(f) {
		c.scope.Report(c.pass, analysis.Diagnostic{Pos: m.Comment.Pos(), End: m.Comment.End(), Message: m.Message},
			scope.Claim{Severity: finding.Warning, Ports: ports})
	}
}

// A use is a mention of a name that may be annotated.
type use struct {
	node       ast.Node
	path, name string
	text       string       // as the source has it
	ports      platform.Set // that it is not meant for, and reached on
}

// uses reports what f uses on ports that it is not meant for.
func (c *checker) uses(f *sources.File) {
	tree := f.Tree()
	seen := func(n ast.Node) (inspector.Cursor, bool) { return c.pkg.Root(f).FindNode(n) }
	whole := make(map[string]*use) // the first use of a package, on all ports of such
	var order []*use
	visit := func(n ast.Node, path, name string) {
		if c.meant.Unfit(path, name).Empty() && c.meant.Unfit(path, "").Empty() {
			return
		}
		reached := c.flow.At(f, n).Intersect(c.scope.Targets)
		own := reached.Intersect(c.meant.Unfit(path, name))
		pkg := reached.Intersect(c.meant.Unfit(path, ""))
		if own.Empty() && pkg.Empty() {
			return
		}
		cur, ok := seen(n)
		if !ok || !evaluated(cur) {
			return
		}
		u := &use{n, path, name, textOf(n, name), own}
		if !own.Empty() {
			order = append(order, u)
		}
		if pkg.Empty() {
			return
		}
		first := whole[path]
		if first == nil {
			first = &use{node: n, path: path, text: "package " + path}
			whole[path] = first
			order = append(order, first)
		}
		first.ports = first.ports.Union(pkg)
	}
	for _, spec := range f.Syntax.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil || spec.Name == nil || spec.Name.Name != "_" {
			continue
		}
		if unfit := c.meant.Unfit(path, ""); !unfit.Empty() {
			if ports := c.flow.Meant(f, spec).Intersect(c.scope.Targets).Intersect(unfit); !ports.Empty() {
				order = append(order, &use{node: spec.Path, path: path, text: "package " + path, ports: ports})
			}
		}
	}
	c.avail.References(f, func(n ast.Node, _ types.Object, path, name string) { visit(n, path, name) })
	if c.meant.Own() {
		c.ownUses(f, tree, visit)
	}
	slices.SortStableFunc(order, func(a, b *use) int { return int(a.node.Pos() - b.node.Pos()) })
	for _, u := range order {
		c.report(f, u)
	}
}

// ownUses calls visit for the functions, methods and types of the package
// itself that f mentions.
func (c *checker) ownUses(f *sources.File, tree *ast.File, visit func(n ast.Node, path, name string)) {
	path, _, _ := strings.Cut(c.pass.Pkg.Path(), " ") // some drivers name test variants so
	if !f.Checked && f.Processed == nil {
		c.pkg.Uses(f, func(id *ast.Ident) { visit(id, path, id.Name) })
		return
	}
	ast.Inspect(tree, func(n ast.Node) bool {
		id, ok := n.(*ast.Ident)
		if !ok {
			return true
		}
		switch obj := c.pass.TypesInfo.Uses[id].(type) {
		case *types.Func:
			if name := nameOf(obj); obj.Pkg() == c.pass.Pkg && name != "" {
				visit(id, path, name)
			}
		case *types.TypeName:
			if obj.Pkg() == c.pass.Pkg && obj.Parent() == c.pass.Pkg.Scope() {
				visit(id, path, obj.Name())
			}
		}
		return true
	})
}

// nameOf returns "F" or "T.Method", or "" for a method of an interface or of
// what has no name.
func nameOf(fn *types.Func) string {
	recv := fn.Origin().Signature().Recv()
	if recv == nil {
		return fn.Name()
	}
	t := recv.Type()
	if p, ok := t.(*types.Pointer); ok {
		t = p.Elem()
	}
	if n, ok := t.(*types.Named); ok && !types.IsInterface(n) {
		return n.Obj().Name() + "." + fn.Name()
	}
	return ""
}

// evaluated reports whether a mention does something when the program runs: it
// is in a function body or an initialiser, and is no part of a signature, of a
// type declaration, or of what a value is compared with.
func evaluated(cur inspector.Cursor) bool {
	inside := false
	for cur := cur; cur.Valid() && !inside; cur = cur.Parent() {
		parent := cur.Parent()
		if !parent.Valid() {
			break
		}
		switch n := parent.Node().(type) {
		case *ast.FuncType, *ast.StructType, *ast.InterfaceType, *ast.TypeSpec, *ast.ImportSpec:
			return false
		case *ast.TypeAssertExpr:
			if cur.Node() == n.Type {
				return false
			}
		case *ast.CaseClause:
			if _, ok := parent.Parent().Parent().Node().(*ast.TypeSwitchStmt); ok && slices.ContainsFunc(n.List, func(x ast.Expr) bool { return x == cur.Node() }) {
				return false
			}
		case *ast.BlockStmt:
			inside = true
		case *ast.FuncDecl:
			return false // its receiver or name
		case *ast.ValueSpec:
			if cur.Node() == n.Type {
				// var x T makes a value, in a function at once.
				_, local := parent.Parent().Parent().Node().(*ast.DeclStmt)
				return local
			}
			inside = true
		}
	}
	return inside
}

// textOf returns what the reader may call the name of a package.
func textOf(n ast.Node, name string) string {
	if sel, ok := n.(*ast.SelectorExpr); ok {
		if x, ok := sel.X.(*ast.Ident); ok {
			return x.Name + "." + sel.Sel.Name
		}
	}
	return name
}

func (c *checker) report(f *sources.File, u *use) {
	within := f.Built.Intersect(c.scope.Targets)
	var b strings.Builder
	fmt.Fprintf(&b, "%s is not meant for %s (//xplatvet:only); check runtime.GOOS", u.text, words.Denied(u.ports.Text(within)))
	if expr, ok := expression(f.Built, within, c.meant.Unfit(u.path, u.name)); ok {
		how := "or move it to a"
		if u.name == "" {
			how = "or constrain this"
		}
		fmt.Fprintf(&b, ", %s file with //go:build %s", how, expr)
	}
	c.scope.Report(c.pass, analysis.Diagnostic{Pos: u.node.Pos(), End: u.node.End(), Message: b.String()},
		scope.Claim{Severity: finding.Warning, Ports: u.ports})
}

// expression returns the shortest constraint for the targets that are left, if
// there are any and it is not too long to be what anyone would write.
func expression(built, within, unfit platform.Set) (string, bool) {
	rest, may := within.Minus(unfit), unfit.Complement().Union(built.Complement())
	if rest.Empty() {
		return "", false
	}
	// The build tag linux is true on android, which nobody thinks of who writes
	// one or the other.
	for p := range rest.Ports() {
		if tag, ok := platform.Tag(p.GOOS); ok && platform.OS(p.GOOS).SubsetOf(may) {
			may = may.Union(tag.Minus(within))
		}
	}
	expr, ok := platform.ConstraintBetween(rest, may)
	const maxTags = 6
	return expr, ok && expr != "" && strings.Count(expr, "&&")+strings.Count(expr, "||") < maxTags
}
