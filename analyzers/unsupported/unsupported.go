package unsupported

import (
	"cmp"
	_ "embed"
	"fmt"
	"go/ast"
	"go/types"
	"path"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/stub"
	"github.com/xplatvet/xplatvet/passes/calls"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/passes/stubs"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports calls of functions that always fail on a target.
var Analyzer = &analysis.Analyzer{
	Name:             "unsupported",
	Doc:              doc.Of(docgo, "unsupported"),
	URL:              doc.URL("unsupported"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{calls.Analyzer, reach.Analyzer, scope.Analyzer, sources.Analyzer, stubs.Analyzer},
}

// A use is a call that fails on some ports, where that matters.
type use struct {
	call  *calls.Call
	what  string // "os.Chown", `net.Dial("unixgram")`
	stub  stub.Stub
	with  string // an argument for which it fails: "syscall.SIGTERM"
	ports platform.Set
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Skips(pass.Pkg.Path()) {
		return nil, nil
	}
	c := &checker{
		pass:  pass,
		scope: sc,
		calls: pass.ResultOf[calls.Analyzer].(*calls.Result),
		flow:  pass.ResultOf[reach.Analyzer].(*reach.Result),
		stubs: pass.ResultOf[stubs.Analyzer].(*stubs.Result),
	}
	c.path, _, _ = strings.Cut(pass.Pkg.Path(), " ") // some drivers name test variants so
	pkg := pass.ResultOf[sources.Analyzer].(*sources.Package)
	if !c.concerns(pkg) {
		return nil, nil
	}
	c.ports = targets(sc, pkg)
	for path := range c.calls.Packages() {
		c.collect(path)
	}
	c.report()
	return nil, nil
}

type checker struct {
	pass  *analysis.Pass
	scope *scope.Scope
	calls *calls.Result
	flow  *reach.Result
	stubs *stubs.Result
	path  string
	ports platform.Set // that the package is meant for
	uses  []*use
}

// concerns reports whether the package may call a stub. A method of a package
// that is not imported is one of a type that os/exec or another package hands
// out.
func (c *checker) concerns(pkg *sources.Package) bool {
	if len(c.stubs.Of(c.path)) > 0 {
		return true
	}
	for _, f := range pkg.Files {
		for _, spec := range f.Syntax.Imports {
			if len(c.stubs.Of(strings.Trim(spec.Path.Value, "`\""))) > 0 {
				return true
			}
		}
	}
	return false
}

// targets returns the ports for which failures of the package matter: the
// targets that the user has chosen. By default those are on common systems, or
// on others that files of this very package are written for: that a module has
// some code for js/wasm does not mean that its server is to run there.
func targets(sc *scope.Scope, pkg *sources.Package) platform.Set {
	if sc.Chosen() {
		return sc.Targets
	}
	ports := common()
	for _, f := range pkg.Files {
		if !f.Built.Overlaps(common()) && !f.Header.Test {
			for port := range f.Built.Ports() {
				ports = ports.Union(platform.OS(port.GOOS))
			}
		}
	}
	return ports.Intersect(sc.Targets)
}

// collect finds the uses of the stubs of a package.
func (c *checker) collect(path string) {
	table := c.stubs.Of(path)
	if len(table) == 0 {
		return
	}
	for _, call := range c.calls.Of(path) {
		if call.File.Header.Test {
			continue
		}
		first := len(c.uses)
		for _, s := range table[call.Name] {
			if c.ours(path) && (s.From == "" || c.ours(packageOf(s.From))) {
				// Its author knows, or has been told where it fails.
				continue
			}
			u := &use{call: call, what: c.name(call), stub: s, ports: s.Ports.Intersect(c.ports)}
			if len(s.Except) == 0 || c.fails(u) {
				c.add(u)
			}
		}
		c.merge(first)
		if path == "net" {
			if u := c.datagrams(call); u != nil {
				c.add(u)
			}
		}
	}
}

// merge makes one of the uses from first on, which are those of one call, if
// they differ in no more than the reason: that of one port will do, once the
// call is found. Those of common systems stay apart.
func (c *checker) merge(first int) {
	var merged []*use
	for _, u := range c.uses[first:] {
		i := slices.IndexFunc(merged, func(v *use) bool {
			return v.stub.Kind == u.stub.Kind && v.with == u.with && isCommon(v.ports) == isCommon(u.ports)
		})
		if i < 0 {
			merged = append(merged, u)
			continue
		}
		merged[i].ports = merged[i].ports.Union(u.ports)
	}
	c.uses = append(c.uses[:first], merged...)
}

// isCommon reports whether some of the ports is of a common system.
func isCommon(ports platform.Set) bool { return ports.Overlaps(common()) }

// common returns the ports of the systems that have one of first class: linux,
// darwin and windows.
var common = sync.OnceValue(func() platform.Set {
	var s platform.Set
	for port := range platform.FirstClass().Ports() {
		s = s.Union(platform.OS(port.GOOS))
	}
	return s
})

// add notes a use if it is one on some port, and its failure matters there.
func (c *checker) add(u *use) {
	if u.ports.Empty() {
		return
	}
	u.ports = u.ports.Intersect(c.flow.Called(u.call.File, u.call.Expr)).Minus(c.forwarded(u.call))
	if u.ports.Empty() {
		return
	}
	switch u.stub.Kind {
	case stub.Fails:
		u.ports = u.ports.Intersect(c.fate(u))
	case stub.Constant:
		u.ports = u.ports.Intersect(c.demandsRoot(u.call))
	}
	if !u.ports.Empty() {
		c.uses = append(c.uses, u)
	}
}

// name returns what a function is called here: "os.Process.Signal", or just
// its name if the package is the one at hand. A method of an unexported type
// has the name of the type that promotes it.
func (c *checker) name(call *calls.Call) string {
	name := call.Name
	if sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr); ok && call.Func != nil && !ast.IsExported(name) {
		t := types.Unalias(c.pass.TypesInfo.TypeOf(sel.X))
		if p, ok := t.(*types.Pointer); ok {
			t = types.Unalias(p.Elem())
		}
		if n, ok := t.(*types.Named); ok && n.Obj().Pkg() == call.Func.Pkg() {
			name = n.Obj().Name() + "." + call.Func.Name()
		}
	}
	switch {
	case call.Path == c.path:
		return name
	case call.Func != nil:
		return call.Func.Pkg().Name() + "." + name
	}
	return path.Base(call.Path) + "." + name
}

// ours reports whether a package belongs to the module at hand.
func (c *checker) ours(path string) bool {
	m := c.scope.Module
	return path == c.path || m != "" && (path == m || strings.HasPrefix(path, m+"/"))
}

// packageOf returns the path of the package of a function "path.Name" or
// "path.Type.Name".
func packageOf(name string) string {
	i := strings.LastIndexByte(name, '/') + 1
	if j := strings.IndexByte(name[i:], '.'); j >= 0 {
		return name[:i+j]
	}
	return name
}

// forwarded returns the ports on which the function around a call only stands
// for another that fails: who calls that one is told.
func (c *checker) forwarded(call *calls.Call) platform.Set {
	var ports platform.Set
	if d := enclosing(call.Cursor); d != nil {
		if d.Recv != nil && strings.EqualFold(d.Name.Name, call.Name[strings.LastIndexByte(call.Name, '.')+1:]) {
			return platform.All() // a method that implements it, with another kind of error
		}
		for _, s := range c.stubs.Of(c.path)[declName(d)] {
			if s.From != "" {
				ports = ports.Union(s.Ports)
			}
		}
	}
	return ports
}

// report reports the uses: one finding per function and set of ports, at the
// first call of it. What fails on systems that lack much, all but the common
// ones, is one finding together.
func (c *checker) report() {
	slices.SortFunc(c.uses, func(a, b *use) int { return cmp.Compare(a.call.Expr.Pos(), b.call.Expr.Pos()) })
	type key struct {
		ports platform.Set
		kind  stub.Kind
		what  string
	}
	groups := make(map[key][]*use)
	var order []key
	add := func(u *use, ports platform.Set, what string) {
		if ports.Empty() {
			return
		}
		k := key{ports, u.stub.Kind, what}
		if groups[k] == nil {
			order = append(order, k)
		}
		groups[k] = append(groups[k], u)
	}
	for _, u := range c.uses {
		first := u.ports.Intersect(common())
		add(u, first, u.what+" "+u.with)
		add(u, u.ports.Minus(first), "")
	}
	for _, k := range order {
		c.reportGroup(groups[k], k.ports)
	}
}

func (c *checker) reportGroup(uses []*use, ports platform.Set) {
	first := uses[0]
	d := analysis.Diagnostic{
		Pos:     first.call.Expr.Pos(),
		End:     first.call.Expr.End(),
		Message: message(uses, ports, first.call.File.Built.Intersect(c.scope.Targets)),
	}
	for _, u := range uses[1:] {
		d.Related = append(d.Related, analysis.RelatedInformation{
			Pos: u.call.Expr.Pos(), End: u.call.Expr.End(),
			Message: u.what + " is called here too",
		})
	}
	c.scope.Report(c.pass, d, scope.Claim{Severity: finding.Warning, Ports: ports})
}

func message(uses []*use, on, within platform.Set) string {
	u := uses[0]
	ports, what := on.Text(within), u.what
	ask := "runtime.GOOS"
	if other := within.Minus(on.AnyCgo()); other.Overlaps(systemsOf(on)) {
		ask += " and runtime.GOARCH"
		if first := slices.Collect(on.Ports())[0]; within.SubsetOf(platform.OS(first.GOOS)) {
			ask = "runtime.GOARCH"
		}
	}
	var others []string
	for _, v := range uses {
		if v.what != u.what && !slices.Contains(others, v.what) {
			others = append(others, v.what)
		}
	}
	verb := " always fails on "
	switch u.stub.Kind {
	case stub.Panics:
		verb = " always panics on "
	case stub.Constant:
		return fmt.Sprintf("%s returns %s on %s, so this always demands root there; ask %s first", what, u.stub.Reason, ports, ask)
	}
	if len(others) > 0 {
		what += ", like " + strings.Join(others, ", ") + ","
	}
	m := what + verb + ports
	if u.with != "" {
		m += " if given " + u.with
	}
	return m + ": " + u.stub.Reason + "; " + u.remedy(ask)
}

// systemsOf returns all ports of the operating systems of the ports of s.
func systemsOf(s platform.Set) platform.Set {
	var all platform.Set
	for p := range s.Ports() {
		all = all.Union(platform.OS(p.GOOS))
	}
	return all
}

// remedy says what to do; ask is the constant that tells the ports apart.
func (u *use) remedy(ask string) string {
	switch {
	case len(u.stub.Except) > 0:
		return fmt.Sprintf("only %s works there: ask %s first", strings.Join(u.stub.Except, ", "), ask)
	case u.stub.Kind == stub.Fails && strings.HasPrefix(u.stub.Reason, "syscall.") || u.stub.Reason == "errors.ErrUnsupported":
		return "ask " + ask + " first, or go on if the error is errors.ErrUnsupported"
	}
	return "ask " + ask + " first, or leave the call to files for other ports"
}

// declName returns the name of a function as tables of stubs have it.
func declName(d *ast.FuncDecl) string {
	if recv := receiver(d); recv != "" {
		return recv + "." + d.Name.Name
	}
	return d.Name.Name
}
