package rawsyscall

import (
	"bytes"
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"
	"unicode"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/pkgdir"
	"github.com/xplatvet/xplatvet/passes/availability"
	"github.com/xplatvet/xplatvet/passes/calls"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports system calls by number that have a function, or are
// refused.
var Analyzer = &analysis.Analyzer{
	Name:             "rawsyscall",
	Doc:              doc.Of(docgo, "rawsyscall"),
	URL:              doc.URL("rawsyscall"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, reach.Analyzer, availability.Analyzer, calls.Analyzer},
}

// The packages whose functions make system calls by number; those of unix jump
// to those of syscall.
const (
	syscallPath = "syscall"
	unixPath    = "golang.org/x/sys/unix"
)

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	c := &checker{
		pass:  pass,
		sc:    sc,
		flow:  pass.ResultOf[reach.Analyzer].(*reach.Result),
		avail: pass.ResultOf[availability.Analyzer].(*availability.Result),
		calls: pass.ResultOf[calls.Analyzer].(*calls.Result),
	}
	if sc.Skips(pass.Pkg.Path()) || strings.HasPrefix(pass.Pkg.Path(), "golang.org/x/sys/") || !c.calls.Imports(syscallPath, unixPath) {
		return nil, nil
	}
	for _, path := range []string{syscallPath, unixPath} {
		for _, call := range c.calls.Of(path) {
			if isRaw(call.Name) && len(call.Expr.Args) > 1 && !call.File.Header.Test {
				c.check(call)
			}
		}
	}
	return nil, nil
}

// isRaw reports whether name is that of a function that makes a system call by
// number. SyscallN is for Windows.
func isRaw(name string) bool {
	rest, ok := strings.CutPrefix(strings.TrimPrefix(name, "Raw"), "Syscall")
	return ok && (rest == "" || rest == "NoError" || rest == "6" || rest == "9")
}

type checker struct {
	pass  *analysis.Pass
	sc    *scope.Scope
	flow  *reach.Result
	avail *availability.Result
	calls *calls.Result

	unixFuncs map[string]string // of x/sys/unix, by their names in lower case; nil until needed
}

func (c *checker) check(call *calls.Call) {
	// On windows the first argument is an address, elsewhere there are stubs.
	systems := unix().Union(platform.OS("plan9"))
	ports := c.flow.At(call.File, call.Expr).Intersect(c.sc.Targets).Intersect(systems)
	if ports.Empty() {
		return
	}
	arg := ast.Unparen(call.Expr.Args[0])
	var number, text string // SYS_FSYNC, syscall.SYS_FSYNC
	if sel, ok := arg.(*ast.SelectorExpr); ok && strings.HasPrefix(sel.Sel.Name, "SYS_") {
		number, text = sel.Sel.Name, sel.Sel.Name
		if x, ok := sel.X.(*ast.Ident); ok {
			text = x.Name + "." + number
		}
		if p := c.avail.Package(call.Path); p != nil {
			ports = ports.Intersect(p.Exists(number)) // elsewhere it does not compile
		}
	} else if n, ok := c.literal(call.File, arg); ok {
		number = strconv.FormatUint(n, 10)
		text = number
		if c.checkLiteral(call, n, ports) {
			return
		}
	} else {
		return
	}
	if refused := c.sc.Std.Syscalls().Refused(call.Name, number).Intersect(ports).Intersect(unix()); !refused.Empty() {
		msg := fmt.Sprintf("%s of %s returns ENOSYS on %s", call.Name, text, c.where(call, refused))
		if name := c.wrapper(call, number, refused); name != "" {
			msg += "; use " + name
		}
		c.report(call, refused, msg)
		ports = ports.Minus(refused)
	}
	if ast.IsGenerated(call.File.Syntax) || ports.Empty() {
		return
	}
	for _, w := range c.wrappers(call, number) {
		if on := ports.Intersect(w.ports); !on.Empty() {
			c.report(call, on, fmt.Sprintf("%s of %s makes a call by number; use %s, which has number and arguments right on %s", call.Name, text, w.name, c.where(call, on)))
			return
		}
	}
}

// A wrapper is a function that makes a system call.
type wrapper struct {
	name  string // "syscall.Fsync"
	ports platform.Set
}

// wrappers returns the functions that make the call of a number.
func (c *checker) wrappers(call *calls.Call, number string) []wrapper {
	raw := strings.HasPrefix(call.Name, "Raw")
	std := c.sc.Std.Syscalls().Wrappers(number, raw)
	var list []wrapper
	if call.Path == unixPath && !raw {
		if name, ports := c.inUnix(number, slices.Sorted(maps.Keys(std))); name != "" {
			list = append(list, wrapper{"unix." + name, ports})
		}
	}
	if call.Path == syscallPath {
		for _, name := range slices.Sorted(maps.Keys(std)) {
			list = append(list, wrapper{"syscall." + name, std[name]})
		}
	}
	return list
}

// inUnix returns the function of x/sys/unix that has the name of the call, or
// the name that the function of syscall has.
func (c *checker) inUnix(number string, names []string) (string, platform.Set) {
	p := c.avail.Package(unixPath)
	rest, ok := strings.CutPrefix(number, "SYS_")
	if p == nil || !ok {
		return "", platform.Set{}
	}
	if c.unixFuncs == nil {
		c.unixFuncs = functionsIn(pkgdir.Find(c.sc.Root, unixPath))
	}
	for _, plain := range append([]string{strings.ReplaceAll(rest, "_", "")}, names...) {
		if name := c.unixFuncs[strings.ToLower(plain)]; name != "" {
			return name, p.Exists(name)
		}
	}
	return "", platform.Set{}
}

// functionsIn returns the exported functions of the Go files in dir, by their
// names in lower case. The types of a pass need not hold all of a package, and
// to parse this one takes a second.
func functionsIn(dir string) map[string]string {
	if m, ok := immutable.Load(dir); ok {
		return m.(map[string]string)
	}
	m := make(map[string]string)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return m
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		src, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			continue
		}
		for _, rest := range bytes.SplitAfter(src, []byte("\nfunc "))[1:] { // the package clause comes first
			n := bytes.IndexFunc(rest, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
			if n > 0 && rest[n] == '(' && 'A' <= rest[0] && rest[0] <= 'Z' {
				m[strings.ToLower(string(rest[:n]))] = string(rest[:n])
			}
		}
	}
	if strings.Contains(filepath.Base(filepath.Dir(dir)), "@v") {
		immutable.Store(dir, m)
	}
	return m
}

// immutable is what functionsIn has returned for directories of the module
// cache: many packages ask for the same.
var immutable sync.Map

// wrapper returns the name of a function that makes the call on all of ports,
// or "".
func (c *checker) wrapper(call *calls.Call, number string, ports platform.Set) string {
	for _, w := range c.wrappers(call, number) {
		if ports.SubsetOf(w.ports) {
			return w.name
		}
	}
	return ""
}

// literal returns the number that x is: a literal, or a constant that the file
// defines by one.
func (c *checker) literal(f *sources.File, x ast.Expr) (uint64, bool) {
	switch x := x.(type) {
	case *ast.BasicLit:
		n, err := strconv.ParseUint(x.Value, 0, 32)
		return n, err == nil && x.Kind == token.INT
	case *ast.Ident:
		for _, d := range f.Syntax.Decls {
			g, ok := d.(*ast.GenDecl)
			if !ok || g.Tok != token.CONST {
				continue
			}
			for _, spec := range g.Specs {
				if spec, ok := spec.(*ast.ValueSpec); ok && len(spec.Names) == 1 && len(spec.Values) == 1 && spec.Names[0].Name == x.Name {
					if lit, ok := spec.Values[0].(*ast.BasicLit); ok {
						return c.literal(f, lit)
					}
				}
			}
		}
	}
	return 0, false
}

// checkLiteral reports a number that stands for several system calls.
func (c *checker) checkLiteral(call *calls.Call, n uint64, ports platform.Set) bool {
	tables := make(map[string]bool)
	for p := range ports.Ports() {
		tables[numbering(p, n)] = true
	}
	if len(tables) < 2 {
		return false
	}
	c.report(call, ports, fmt.Sprintf("the system call %d differs between ports (%s); use a constant SYS_ of syscall or golang.org/x/sys/unix", n, c.where(call, ports)))
	return true
}

// numbering tells apart the ports on which the number n may stand for different
// system calls. On linux the processors differ, but for those that came after
// 2011 and for numbers from 424 on; on others the systems do.
func numbering(p platform.Port, n uint64) string {
	if p.GOOS != "linux" && p.GOOS != "android" {
		if p.GOOS == "ios" {
			return "darwin"
		}
		return p.GOOS
	}
	switch arch := p.GOARCH; {
	case strings.HasPrefix(arch, "mips"):
		return "linux/" + strings.TrimSuffix(arch, "le")
	case n >= 424:
		return "linux"
	case arch == "arm64", arch == "riscv64", arch == "loong64":
		return "linux/generic"
	default:
		return "linux/" + strings.TrimSuffix(arch, "le")
	}
}

func unix() platform.Set {
	s, _ := platform.Tag("unix")
	return s
}

func (c *checker) where(call *calls.Call, ports platform.Set) string {
	return ports.Text(call.File.Built.Intersect(c.sc.Targets))
}

func (c *checker) report(call *calls.Call, ports platform.Set, msg string) {
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos: call.Expr.Pos(), End: call.Expr.End(), Message: msg,
	}, scope.Claim{Severity: finding.Warning, Ports: ports})
}
