package dllload

import (
	_ "embed"
	"fmt"
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/passes/calls"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports DLLs that are loaded by their bare names, and calls that
// panic without them.
var Analyzer = &analysis.Analyzer{
	Name:             "dllload",
	Doc:              doc.Of(docgo, "dllload"),
	URL:              doc.URL("dllload"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, reach.Analyzer, calls.Analyzer},
}

// The packages that load DLLs.
const (
	syscallPath = "syscall"
	windowsPath = "golang.org/x/sys/windows"
)

// A loader is a function that loads a DLL by the name it is given.
type loader struct {
	system bool // from the directory of the system only
	must   bool // it panics if there is none
}

var loaders = map[string]loader{
	"LoadDLL":          {},
	"LoadLibrary":      {},
	"MustLoadDLL":      {must: true},
	"NewLazyDLL":       {},
	"NewLazySystemDLL": {system: true},
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	c := &checker{
		pass:  pass,
		sc:    sc,
		pkg:   pass.ResultOf[sources.Analyzer].(*sources.Package),
		flow:  pass.ResultOf[reach.Analyzer].(*reach.Result),
		calls: pass.ResultOf[calls.Analyzer].(*calls.Result),
	}
	if sc.Skips(pass.Pkg.Path()) || !sc.Targets.Overlaps(platform.OS("windows")) || !c.calls.Imports(syscallPath, windowsPath) {
		return nil, nil
	}
	for _, path := range []string{syscallPath, windowsPath} {
		for _, call := range c.calls.Of(path) {
			if l, ok := loaders[call.Name]; ok && !call.File.Header.Test && len(call.Expr.Args) == 1 {
				c.check(call, l)
			}
		}
	}
	c.checkProcs()
	return nil, nil
}

type checker struct {
	pass  *analysis.Pass
	sc    *scope.Scope
	pkg   *sources.Package
	flow  *reach.Result
	calls *calls.Result

	doubtful map[string]string // package-level variables that hold a DLL, or a procedure of one, that may be missing → the DLL
	parent   map[string]string // package-level variable of a procedure → that of its DLL
}

// check looks at one call of a loader.
func (c *checker) check(call *calls.Call, l loader) {
	ports := c.flow.At(call.File, call.Expr).Intersect(c.sc.Targets).Intersect(platform.OS("windows"))
	if ports.Empty() {
		return
	}
	for _, text := range c.calls.Texts(call.File, call.Expr.Args[0]) {
		if !text.Whole || text.Prefix == "" || strings.ContainsAny(text.Prefix, `/\:`) || !text.On.Overlaps(ports) {
			continue
		}
		name, base := text.Prefix, baseOf(text.Prefix)
		if !knownDLLs[base] && !systemDLLs[base] {
			c.missing(call, l, name, ports)
		}
		if !l.system && !knownDLLs[base] && !isAPISet(base) && !(call.Path == syscallPath && call.Name != "LoadLibrary" && c.sc.Std.Syscalls().Loads(name)) {
			c.preloading(call, name, ports)
		}
		return
	}
}

// preloading reports a DLL that is loaded by its bare name.
func (c *checker) preloading(call *calls.Call, name string, ports platform.Set) {
	d := analysis.Diagnostic{
		Pos:     call.Expr.Pos(),
		End:     call.Expr.End(),
		Message: fmt.Sprintf("%s looks for %s in the directory of the program first, on windows; load it by ", call.Name, name),
	}
	switch system := systemDLLs[baseOf(name)]; {
	case system && call.Path == windowsPath && call.Name == "NewLazyDLL":
		d.Message += "NewLazySystemDLL"
		if sel, ok := ast.Unparen(call.Expr.Fun).(*ast.SelectorExpr); ok && call.File.Checked {
			d.SuggestedFixes = []analysis.SuggestedFix{{
				Message:   "Load it from the directory of the system",
				TextEdits: []analysis.TextEdit{{Pos: sel.Sel.Pos(), End: sel.Sel.End(), NewText: []byte("NewLazySystemDLL")}},
			}}
		}
	case system:
		d.Message += "windows.NewLazySystemDLL of golang.org/x/sys"
	default:
		d.Message += "its absolute path, or by windows.NewLazySystemDLL if it is one of Windows"
	}
	c.sc.Report(c.pass, d, scope.Claim{Severity: finding.Warning, Ports: ports})
}

// missing takes notice of a DLL that not every Windows has.
func (c *checker) missing(call *calls.Call, l loader, name string, ports platform.Set) {
	if l.must {
		c.sc.Report(c.pass, analysis.Diagnostic{
			Pos: call.Expr.Pos(), End: call.Expr.End(),
			Message: fmt.Sprintf("%s panics on windows if there is no %s; use LoadDLL, which returns an error", call.Name, name),
		}, scope.Claim{Severity: finding.Warning, Ports: ports})
		return
	}
	cur := call.Cursor
	if proc, ok := procOf(cur); ok {
		cur = proc
	}
	if v := variableOf(cur); v != "" {
		if c.doubtful == nil {
			c.doubtful = make(map[string]string)
		}
		c.doubtful[v] = name
	}
}

// procOf returns the call of NewProc on the DLL that the call at cur makes.
func procOf(cur inspector.Cursor) (inspector.Cursor, bool) {
	sel, ok := cur.Parent().Node().(*ast.SelectorExpr)
	if !ok || sel.Sel.Name != "NewProc" {
		return cur, false
	}
	outer := cur.Parent().Parent()
	call, ok := outer.Node().(*ast.CallExpr)
	return outer, ok && call.Fun == sel
}

// variableOf returns the package-level variable that is declared with the
// value at cur, or "".
func variableOf(cur inspector.Cursor) string {
	spec, ok := cur.Parent().Node().(*ast.ValueSpec)
	if !ok || len(spec.Names) != len(spec.Values) {
		return ""
	}
	if _, ok := cur.Parent().Parent().Parent().Node().(*ast.File); !ok {
		return ""
	}
	for i, v := range spec.Values {
		if v == cur.Node() {
			return spec.Names[i].Name
		}
	}
	return ""
}
