package missingimpl

import (
	"go/ast"
	"os"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// checkBodies reports functions without a body on ports for which the package
// has no assembly.
//
// The compiler accepts such functions if the package has anything that is not
// Go on the port (cmd/go/internal/work, -complete): assembly, an object file,
// or cgo. If that defines others only, it is the linker that complains.
func (c *checker) checkBodies() {
	if path, _, _ := strings.Cut(c.pass.Pkg.Path(), " "); c.sc.Std.Covers(path) {
		return // the runtime has bodies for others
	}
	bare := make(map[*sources.File][]*ast.FuncDecl)
	linked := make(map[string]bool)
	for _, f := range c.pkg.Files {
		for _, d := range f.Syntax.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Body == nil {
				bare[f] = append(bare[f], d)
			}
		}
	}
	if len(bare) == 0 {
		return
	}
	var native platform.Set // the ports on which the package is more than Go
	for _, f := range c.pkg.Files {
		addLinknames(linked, f.Syntax)
		if f.Header.ImportsC {
			native = native.Union(f.Built)
		}
	}
	asm, objects, ok := c.assembly()
	if !ok {
		return
	}
	native = native.Union(objects)
	for _, a := range asm {
		native = native.Union(a.built)
	}
	wrong := c.misplaced(asm)
	for _, f := range c.pkg.Files { // in order
		var none []*ast.FuncDecl
		for _, d := range bare[f] {
			if d.Recv != nil || !linked[d.Name.Name] {
				none = append(none, d)
			}
		}
		if ports := f.Built.Minus(native).Intersect(c.targets); len(none) > 0 && !ports.Empty() && f.Built.Overlaps(native) {
			c.reportBodies(f, none, ports, native, finding.Error)
		}
		for _, d := range none {
			c.checkText(f, d, asm, objects)
			c.checkInstructions(f, d, wrong)
		}
	}
}

// checkText reports a function that is assembly on some ports, on those where
// the package has assembly for other functions only.
func (c *checker) checkText(f *sources.File, d *ast.FuncDecl, asm []source, objects platform.Set) {
	rx, err := regexp.Compile(`\b` + regexp.QuoteMeta(d.Name.Name) + `\b`)
	if err != nil || d.Recv != nil {
		return
	}
	var some, defined platform.Set
	for _, a := range asm {
		some = some.Union(a.built)
		if rx.MatchString(a.text) {
			defined = defined.Union(a.built)
		}
	}
	ports := f.Built.Intersect(some).Minus(defined).Minus(objects).Intersect(c.targets)
	if !ports.Empty() && f.Built.Overlaps(defined) && c.used(d.Name.Name, ports) {
		c.reportBodies(f, []*ast.FuncDecl{d}, ports, defined, finding.Warning)
	}
}

// used reports whether a function may be called on any of ports: from another
// package or from a file of this one.
func (c *checker) used(name string, ports platform.Set) bool {
	if ast.IsExported(name) {
		return true
	}
	found := false
	for _, f := range c.pkg.Files {
		if f.Built.Overlaps(ports) {
			c.pkg.Uses(f, func(id *ast.Ident) { found = found || id.Name == name })
		}
	}
	return found
}

func (c *checker) reportBodies(f *sources.File, list []*ast.FuncDecl, ports, defined platform.Set, severity finding.Severity) {
	var names []string
	var infos []analysis.RelatedInformation
	for i, d := range list {
		names = append(names, d.Name.Name)
		if i > 0 {
			infos = append(infos, related(d.Name, d.Name.Name+" has no body"))
		}
	}
	n := len(list)
	msg := words.Enumerate(names) + words.Choose(n, " has", " have") + " no body"
	if severity == finding.Error {
		msg += ", and the package no assembly on " + c.where(ports)
	} else {
		msg += ", and no assembly on " + c.where(ports) + ", where a program that calls it does not link"
	}
	keep := f.Built.Intersect(defined)
	if expr := constraintText(keep, keep.Intersect(c.targets), f.Built.Complement().Union(keep)); expr != "" {
		msg += "; move the " + words.Choose(n, "declaration", "declarations") + " to a file with //go:build " + expr + ", and write " + words.Choose(n, "it", "them") + " in Go for other ports"
	} else {
		msg += "; write " + words.Choose(n, "it", "them") + " in Go there"
	}
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:     list[0].Name.Pos(),
		End:     list[0].Name.End(),
		Message: msg,
		Related: infos,
	}, scope.Claim{Severity: severity, Ports: ports})
}

// A source is an assembly file.
type source struct {
	name  string
	built platform.Set
	text  string
}

// assembly returns the assembly files of the package, and the ports for which it
// has object files. It is not ok if they cannot be read.
func (c *checker) assembly() (list []source, objects platform.Set, ok bool) {
	dir := filepath.Dir(c.pkg.Files[0].Name)
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, objects, false
	}
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		ext := filepath.Ext(path)
		if e.IsDir() || ext != ".s" && ext != ".syso" {
			continue
		}
		h, err := c.sc.Context.ReadFile(path)
		if err != nil {
			return nil, objects, false
		}
		if ext == ".syso" {
			objects = objects.Union(h.Built)
			continue
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return nil, objects, false
		}
		list = append(list, source{e.Name(), h.Built, string(text)})
	}
	return list, objects, true
}

// addLinknames adds the local names of the go:linkname directives of a file,
// which may give a function its body.
func addLinknames(names map[string]bool, f *ast.File) {
	for _, g := range f.Comments {
		for _, c := range g.List {
			if rest, ok := strings.CutPrefix(c.Text, "//go:linkname "); ok {
				if fields := strings.Fields(rest); len(fields) > 0 {
					names[fields[0]] = true
				}
			}
		}
	}
}
