package linkname

import (
	_ "embed"
	"fmt"
	"go/ast"
	"go/token"
	"go/version"
	"slices"
	"strconv"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/stdlib"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/fact"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports go:linkname directives that do not link on a target port.
var Analyzer = &analysis.Analyzer{
	Name:             "linkname",
	Doc:              doc.Of(docgo, "linkname"),
	URL:              doc.URL("linkname"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, reach.Analyzer},
	FactTypes:        []analysis.Fact{new(Refused)},
}

func run(pass *analysis.Pass) (any, error) {
	sc := pass.ResultOf[scope.Analyzer].(*scope.Scope)
	if sc.Std.Covers(pass.Pkg.Path()) {
		return nil, nil // the compiler and the linker make exceptions for it
	}
	c := &checker{
		pass: pass,
		sc:   sc,
		pkg:  pass.ResultOf[sources.Analyzer].(*sources.Package),
		flow: pass.ResultOf[reach.Analyzer].(*reach.Result),
	}
	for _, f := range c.pkg.Files {
		for _, d := range directivesOf(pass.Fset, f) {
			c.check(d)
		}
	}
	c.checkImports()
	return nil, nil
}

type checker struct {
	pass *analysis.Pass
	sc   *scope.Scope
	pkg  *sources.Package
	flow *reach.Result

	declared map[string]*declaration // package-level functions and variables; nil until needed
	refused  []Reference             // what the package refers to in vain
}

func (c *checker) check(d *directive) {
	switch {
	case d.verb == importVerb && len(d.args) >= 3:
		c.checkImport(d)
	case d.verb != linkVerb:
		c.report(d, d.file.Built, finding.Error, "//%s is refused outside of code that cgo generates, on %s", d.verb, c.text(d, d.file.Built))
	case len(d.args) == 1, len(d.args) == 2:
		c.checkLink(d)
	}
}

// checkLink reports a go:linkname directive on the ports that refuse it.
func (c *checker) checkLink(d *directive) {
	if !importsUnsafe(d.file.Syntax) {
		c.report(d, d.file.Built, finding.Error, "//go:linkname is refused in a file that does not import unsafe, on %s", c.text(d, d.file.Built))
		return
	}
	if c.declared == nil {
		c.declared = declarations(c.pkg)
	}
	local := c.declared[d.args[0]]
	if local == nil {
		local = new(declaration)
	}
	if missing := d.file.Built.Minus(local.all); !missing.Empty() && needsDeclaration(c.pass.Pkg.GoVersion()) {
		c.report(d, missing, finding.Error, "//go:linkname is refused on %s: %s is not declared there", c.text(d, missing), d.args[0])
	}
	if len(d.args) < 2 {
		return
	}
	target := d.args[1]
	open, ok := c.sc.Std.Linkname(target)
	if !ok || c.pushed(target) || c.knowsMethod(target) {
		return
	}
	if refused := d.file.Built.Intersect(local.bodyless).Minus(open); !refused.Empty() {
		if refused = refused.Intersect(c.used(d.args[0])); !refused.Empty() {
			c.refused = append(c.refused, Reference{Package: fact.Path(c.pass.Pkg), Symbol: target, Ports: refused.String()})
			c.report(d, refused, finding.Error, "%s is not open to go:linkname on %s: no program that needs it here is linked%s", target, c.none(d, refused), c.remedy(d, open))
		}
	}
	if refused := d.file.Built.Intersect(local.empty).Minus(open); !refused.Empty() {
		c.report(d, refused, finding.Warning, "%s is not open to go:linkname on %s: the linker refuses it, or %s is another variable%s", target, c.none(d, refused), d.args[0], c.remedy(d, open))
	}
}

// needsDeclaration reports whether the compiler refuses a directive without a
// declaration for a language version, "" being the latest.
func needsDeclaration(lang string) bool {
	return lang == "" || version.Compare(lang, "go1.18") >= 0
}

// pushed reports whether a file of the package defines the target itself, by a
// directive on something that has a body or a value.
func (c *checker) pushed(target string) bool {
	for _, f := range c.pkg.Files {
		for _, d := range directivesOf(c.pass.Fset, f) {
			if d.verb == linkVerb && len(d.args) == 2 && d.args[1] == target {
				if l := c.declared[d.args[0]]; l != nil && !l.all.Minus(l.bodyless).Minus(l.empty).Empty() {
					return true
				}
			}
		}
	}
	return false
}

// knowsMethod reports whether the target may be a method of a type that the
// compiler gets to see when it compiles the package. It then refers to the
// method by an index, not by name, and the linker has nothing to check.
func (c *checker) knowsMethod(target string) bool {
	path, name, ok := stdlib.SplitSymbol(target)
	if !ok || !strings.Contains(name, ".") {
		return false
	}
	for _, f := range c.pkg.Files {
		for _, spec := range f.Syntax.Imports {
			if p, err := strconv.Unquote(spec.Path.Value); err == nil && p == path && (spec.Name == nil || spec.Name.Name != "_") {
				return true
			}
		}
	}
	return false
}

// used returns the ports on which code of the package that runs mentions name,
// other than to declare it.
func (c *checker) used(name string) platform.Set {
	var ports platform.Set
	for _, f := range c.pkg.Files {
		tree, typed := f.Syntax, f.Checked
		if f.Processed != nil {
			tree, typed = f.Processed, true
		}
		if f.Built.SubsetOf(ports) {
			continue
		}
		var visit func(n ast.Node) bool
		visit = func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.FuncDecl:
				return n.Body != nil || n.Name.Name != name
			case *ast.SelectorExpr:
				ast.Inspect(n.X, visit)
				return false
			case *ast.Ident:
				if n.Name == name && (!typed || c.isGlobal(n)) {
					ports = ports.Union(c.flow.At(f, n))
				}
			}
			return true
		}
		ast.Inspect(tree, visit)
	}
	return ports
}

// isGlobal reports whether id, in a file that is type-checked, may use something
// that the package declares at its top level. The bodies of a dependency need
// not be checked.
func (c *checker) isGlobal(id *ast.Ident) bool {
	if obj := c.pass.TypesInfo.Uses[id]; obj != nil {
		return obj.Parent() == c.pass.Pkg.Scope()
	}
	_, defines := c.pass.TypesInfo.Defs[id]
	return !defines
}

// remedy says on which ports the directive works.
func (c *checker) remedy(d *directive, open platform.Set) string {
	open = open.Intersect(d.file.Built)
	if open.Empty() {
		return ""
	}
	expr, ok := platform.ConstraintBetween(open, open.Union(d.file.Header.ByName.Complement()))
	if !ok || expr == "" || strings.Count(expr, "&&")+strings.Count(expr, "||") > 3 {
		return ""
	}
	return "; move it to a file with //go:build " + expr
}

// checkImport reports a cgo_import_dynamic directive for a library of another
// operating system.
func (c *checker) checkImport(d *directive) {
	library := strings.ToLower(strings.Trim(d.args[2], `"`))
	var fits platform.Set
	switch {
	case strings.HasSuffix(library, ".dll"):
		fits = platform.OS("windows")
	case strings.HasSuffix(library, ".dylib"), strings.Contains(library, ".framework/"):
		fits = platform.OS("darwin").Union(platform.OS("ios"))
	default:
		return
	}
	if wrong := d.file.Built.Minus(fits); !wrong.Empty() {
		c.report(d, wrong, finding.Warning, "there is no %s on %s: the program does not link, or does not start", library, c.none(d, wrong))
	}
}

// text describes ports to one who thinks of those that build the file.
func (c *checker) text(d *directive, ports platform.Set) string {
	return ports.Text(d.file.Built.Intersect(c.sc.Targets))
}

// none is text in a sentence that denies.
func (c *checker) none(d *directive, ports platform.Set) string {
	return words.Denied(c.text(d, ports))
}

// report reports d on those of ports that are targets.
func (c *checker) report(d *directive, ports platform.Set, severity finding.Severity, format string, args ...any) {
	if ports = ports.Intersect(c.sc.Targets); ports.Empty() {
		return
	}
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:     d.comment.Pos(),
		End:     d.comment.Pos() + token.Pos(len(strings.TrimRight(d.comment.Text, "\r\n\t "))),
		Message: fmt.Sprintf(format, args...),
	}, scope.Claim{Severity: severity, Ports: ports})
}

// The directives that the analyzer knows.
const (
	linkVerb   = "go:linkname"
	importVerb = "go:cgo_import_dynamic"
)

// A directive is a go:linkname line, or a go:cgo_ one.
type directive struct {
	file    *sources.File
	comment *ast.Comment
	verb    string
	args    []string
}

// directivesOf returns the directives of a file. They begin a line: elsewhere
// they are comments.
func directivesOf(fset *token.FileSet, f *sources.File) []*directive {
	var list []*directive
	for _, g := range f.Syntax.Comments {
		for _, c := range g.List {
			text, ok := strings.CutPrefix(c.Text, "//")
			if !ok || !strings.HasPrefix(text, "go:linkname ") && !strings.HasPrefix(text, "go:cgo_") {
				continue
			}
			text, _, _ = strings.Cut(text, " //") // the compiler has its own word on a comment behind
			fields := strings.Fields(text)
			if fset.PositionFor(c.Pos(), false).Column == 1 {
				list = append(list, &directive{file: f, comment: c, verb: fields[0], args: fields[1:]})
			}
		}
	}
	return list
}

func importsUnsafe(f *ast.File) bool {
	return slices.ContainsFunc(f.Imports, func(spec *ast.ImportSpec) bool {
		return spec.Path.Value == `"unsafe"` || spec.Path.Value == "`unsafe`"
	})
}

// A declaration is what the files of the package together say of one name.
type declaration struct {
	all      platform.Set // declared at all
	bodyless platform.Set // a function without a body
	empty    platform.Set // a variable without a value
}

func declarations(pkg *sources.Package) map[string]*declaration {
	m := make(map[string]*declaration)
	of := func(name string) *declaration {
		if m[name] == nil {
			m[name] = new(declaration)
		}
		return m[name]
	}
	for _, f := range pkg.Files {
		for _, d := range f.Syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv != nil {
					continue
				}
				l := of(d.Name.Name)
				l.all = l.all.Union(f.Built)
				if d.Body == nil {
					l.bodyless = l.bodyless.Union(f.Built)
				}
			case *ast.GenDecl:
				if d.Tok != token.VAR {
					continue
				}
				for _, spec := range d.Specs {
					spec, ok := spec.(*ast.ValueSpec)
					if !ok {
						continue
					}
					for _, id := range spec.Names {
						l := of(id.Name)
						l.all = l.all.Union(f.Built)
						if len(spec.Values) == 0 {
							l.empty = l.empty.Union(f.Built)
						}
					}
				}
			}
		}
	}
	return m
}
