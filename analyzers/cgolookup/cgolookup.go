package cgolookup

import (
	_ "embed"
	"go/ast"
	"go/types"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/availability"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports look-ups whose answer depends on cgo.
var Analyzer = &analysis.Analyzer{
	Name:             "cgolookup",
	Doc:              doc.Of(docgo, "cgolookup"),
	URL:              doc.URL("cgolookup"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, availability.Analyzer, reach.Analyzer},
}

// dial is the option of that name.
var dial *scope.Bool

func init() {
	dial = scope.NewBool(Analyzer, "dial", "report functions of net that look up host names on the way too: Dial, Listen, ResolveTCPAddr and their like")
}

// The packages whose functions are look-ups. Which functions those are, and on
// which ports, is in the table of the standard library.
const (
	netPath  = "net"
	userPath = "os/user"
)

// A use is a mention of a function whose answer depends on cgo.
type use struct {
	file       *sources.File
	node       ast.Node
	path, name string       // "net", "Resolver.LookupHost"
	obj        types.Object // nil in a file that is not type-checked
	depends    platform.Set // ports on which the answer depends on cgo
	cursor     inspector.Cursor
}

// function returns the name without the type.
func (u *use) function() string { return u.name[strings.LastIndexByte(u.name, '.')+1:] }

// connects reports whether u looks up the host of an address on the way to
// something else. All that the package net calls Lookup is for its own sake.
func (u *use) connects() bool {
	return u.path == netPath && !strings.HasPrefix(u.function(), "Lookup")
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Skips(pass.Pkg.Path()) {
		return nil, nil
	}
	c := &checker{
		pass:  pass,
		scope: sc,
		pkg:   pass.ResultOf[sources.Analyzer].(*sources.Package),
		flow:  pass.ResultOf[reach.Analyzer].(*reach.Result),
	}
	avail := pass.ResultOf[availability.Analyzer].(*availability.Result)
	for _, f := range c.pkg.Files {
		if !f.Header.Test {
			c.survey(f, avail)
		}
	}
	if len(c.uses) == 0 {
		return nil, nil
	}
	pins := c.pins()
	for _, u := range c.uses {
		c.check(u, pins)
	}
	return nil, nil
}

type checker struct {
	pass  *analysis.Pass
	scope *scope.Scope
	pkg   *sources.Package
	flow  *reach.Result

	uses    []*use
	replace platform.Set // ports on which net.DefaultResolver is, or may be, made to prefer Go

	variables *inspector.Inspector // of Pass.Files, nil until needed
}

// survey collects the uses in a file, and sees what it does to
// net.DefaultResolver.
func (c *checker) survey(f *sources.File, avail *availability.Result) {
	find := func(n ast.Node) (inspector.Cursor, bool) { return c.pkg.Root(f).FindNode(n) }
	add := func(n ast.Node, obj types.Object, path, name string) {
		table := c.scope.Std.Cgo(path)
		if table == nil {
			return
		}
		u := &use{file: f, node: n, path: path, name: name, obj: obj, depends: table.Exists(name)}
		if u.depends.Empty() || u.connects() && !dial.In(c.scope) {
			return
		}
		var ok bool
		if u.cursor, ok = find(n); ok {
			c.uses = append(c.uses, u)
		}
	}
	avail.References(f, func(n ast.Node, obj types.Object, path, name string) {
		switch {
		case path == netPath && name == "DefaultResolver":
			cur, ok := find(n)
			if !ok {
				return
			}
			if replaces(cur) {
				c.replace = c.replace.Union(c.flow.At(f, n))
			}
			// Where there are no types, this is the only receiver known.
			if sel, ok := cur.Parent().Node().(*ast.SelectorExpr); ok && obj == nil {
				add(sel.Sel, nil, path, "Resolver."+sel.Sel.Name)
			}
		case path == netPath || path == userPath:
			add(n, obj, path, name)
		}
	})
}

// check reports u on the ports on which nothing settles its answer.
func (c *checker) check(u *use, pins pins) {
	ports := c.flow.At(u.file, u.node).Intersect(c.scope.Targets).Intersect(u.depends).Minus(pins[u.path])
	if ports.BothCgo().Empty() || settled(c.pass.TypesInfo, u) {
		return
	}
	switch c.receiver(u) {
	case unknown:
		return
	case standard:
		ports = ports.Minus(c.replace)
	}
	// A pair varies only if it is built with cgo and without.
	if ports = ports.BothCgo(); ports.Empty() {
		return
	}
	within := withCgo(u.file.Built.Intersect(c.scope.Targets), ports)
	for _, m := range messages(u, ports, c.scope.Context.Tags) {
		c.scope.Report(c.pass, analysis.Diagnostic{
			Pos:     u.node.Pos(),
			End:     u.node.End(),
			Message: m.text(within),
		}, scope.Claim{Severity: finding.Warning, Ports: m.ports})
	}
}
