package crossbuild

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/stdlib"
	"github.com/xplatvet/xplatvet/platform"
)

var (
	reTemporary = regexp.MustCompile(`\S*[/\\](?:go-link-|go-build)[^\s:]*`)
	reObject    = regexp.MustCompile(`^\S*ld(?:\.\S*|64)?(?:\.exe)?: `)                    // the linker's own name
	reSection   = regexp.MustCompile(`^\S+:\(\.\S+\): `)                                   // "x.c:(.text+0x5): "
	rePlace     = regexp.MustCompile(`^>>> (?:referenced by|defined at) .* \((.+:\d+)\)$`) // of lld
	reGenerated = regexp.MustCompile(`^(?:.*[/\\])?([^/\\]+)\.cgo2\.c$`)
)

const noMainText = "function main is undeclared in the main package"

// linkErrors returns the errors in what a linker prints without a place. Names
// of temporary files, which are others each time, are left out.
func linkErrors(lines []string) []diagnostic {
	var list []diagnostic
	add := func(message string) {
		if !slices.ContainsFunc(list, func(d diagnostic) bool { return d.message == message }) {
			list = append(list, diagnostic{message: message})
		}
	}
	for _, line := range lines {
		line = reSection.ReplaceAllString(reObject.ReplaceAllString(line, ""), "")
		if m := rePlace.FindStringSubmatch(line); m != nil && len(list) > 0 && reTemporary.FindString(m[1]) == "" {
			d := &list[len(list)-1]
			d.file, d.line, d.column = parsePosition(m[1])
		}
		switch {
		case strings.HasSuffix(line, noMainText):
			add(noMainText) // some ports say it of several symbols
		case strings.Contains(line, ": relocation target "), strings.Contains(line, ": invalid reference to "):
			add(strings.TrimPrefix(line, "link: "))
		case strings.HasPrefix(line, "undefined reference to "), strings.HasPrefix(line, "cannot find "),
			strings.HasPrefix(line, "error: undefined symbol: "), strings.HasPrefix(line, "error: duplicate symbol: "),
			strings.HasPrefix(line, "error: unable to find library "), strings.HasPrefix(line, "library '"):
			add(strings.TrimPrefix(line, "error: "))
		}
	}
	return list
}

// tidyLink makes the lines of a linker, none of which linkErrors knows, the
// same each time.
func tidyLink(lines []string) []string {
	var list []string
	for _, line := range lines {
		switch {
		case strings.Contains(line, " -o $WORK"), strings.HasPrefix(line, "collect2: "), strings.Contains(line, ": linker command failed "):
			continue // the command line, a summary
		case strings.Contains(line, "link: running "):
			_, line, _ = strings.Cut(line, "link: running ")
			line = "link: running " + line
		}
		list = append(list, reTemporary.ReplaceAllString(reObject.ReplaceAllString(line, ""), "…"))
	}
	return list
}

// A linkname is a go:linkname directive with a target.
type linkname struct {
	token.Position
	target string
}

// linknames returns the directives of a file.
func (f *sourceFile) linknames() []linkname {
	var list []linkname
	for _, group := range f.syntax.Comments {
		for _, c := range group.List {
			if words := strings.Fields(c.Text); len(words) == 3 && words[0] == "//go:linkname" {
				list = append(list, linkname{f.fset.Position(c.Pos()), words[2]})
			}
		}
	}
	return list
}

// locate returns d with the place in the source that it is about, if the text
// of an error of the linker tells. Path is the package that is linked.
func (g *graph) locate(path string, d diagnostic) diagnostic {
	p := g.byPath[path]
	if m := reGenerated.FindStringSubmatch(d.file); m != nil {
		d.file, d.line, d.column = "", 0, 0
	}
	if p == nil || d.file != "" || g.classifier == nil {
		return d
	}
	for _, pattern := range patterns() {
		if pattern.locate == nil {
			continue
		}
		if m := pattern.regexp.FindStringSubmatch(d.message); m != nil {
			if pos := pattern.locate(g, p, m); pos.IsValid() {
				d.file, d.line, d.column = pos.Filename, pos.Line, pos.Column
			}
			return d
		}
	}
	return d
}

// program returns the packages that the command p is made of, itself first,
// without those of the standard library.
func (g *graph) program(p *listed) []*listed {
	list := []*listed{p}
	for _, path := range p.Deps {
		if dep := g.byPath[path]; dep != nil && !dep.Standard && dep.Dir != "" {
			list = append(list, dep)
		}
	}
	return list
}

// locateSymbol finds the go:linkname directive, or else the function without a
// body, that stands for a symbol.
func (g *graph) locateSymbol(p *listed, symbol string) token.Position {
	var declared token.Position
	path, name, _ := stdlib.SplitSymbol(symbol)
	for _, dep := range g.program(p) {
		for _, f := range g.classifier.directory(dep.Dir).files {
			if !f.Built.Contains(g.port) {
				continue
			}
			for _, l := range f.linknames() {
				if l.target == symbol {
					return l.Position
				}
			}
			if dep.ImportPath != path && (dep != p || path != "main") {
				continue
			}
			for _, d := range f.syntax.Decls {
				if d, ok := d.(*ast.FuncDecl); ok && d.Recv == nil && d.Body == nil && d.Name.Name == name {
					declared = f.fset.Position(d.Name.Pos())
				}
			}
		}
	}
	return declared
}

func locateRelocation(g *graph, p *listed, part []string) token.Position {
	return g.locateSymbol(p, part[1])
}

func locateLinkname(g *graph, p *listed, part []string) token.Position {
	return g.locateSymbol(p, part[2])
}

// locateC finds the first use of a function of C in the Go files of a program.
func locateC(g *graph, p *listed, part []string) token.Position {
	name := strings.TrimPrefix(part[1], "_")
	for _, dep := range g.program(p) {
		for _, file := range dep.CgoFiles {
			path := filepath.Join(dep.Dir, file)
			src, err := os.ReadFile(path)
			if err != nil || !bytes.Contains(src, []byte("C."+name)) {
				continue
			}
			fset := token.NewFileSet()
			syntax, _ := parser.ParseFile(fset, path, src, parser.SkipObjectResolution)
			var pos token.Position
			ast.Inspect(syntax, func(n ast.Node) bool {
				if sel, ok := n.(*ast.SelectorExpr); ok && sel.Sel.Name == name && !pos.IsValid() {
					if x, ok := sel.X.(*ast.Ident); ok && x.Name == "C" {
						pos = fset.Position(sel.Pos())
					}
				}
				return !pos.IsValid()
			})
			if pos.IsValid() {
				return pos
			}
		}
	}
	return token.Position{}
}

// relocation judges a symbol that no package of the program defines.
func (f *fault) relocation() judgement {
	symbol := f.part[1]
	path, name, _ := stdlib.SplitSymbol(symbol)
	if !f.std().Covers(path) {
		return judgement{remedy: fmt.Sprintf("write the body of %s in Go, or define it in assembly for the port", name)}
	}
	if j := f.outdatedLinkname(symbol); j.kind != "" {
		return j
	}
	ports, known := f.std().Linkname(symbol)
	if !known || ports.Empty() {
		return judgement{finding.Linkname, "use exported API: package " + path + " of this Go release does not have " + name + " for others"}
	}
	if ports.Contains(f.graph.port) && f.pkg != nil && !slices.Contains(f.pkg.Deps, path) {
		return judgement{finding.Linkname, fmt.Sprintf("import _ %q: nothing does, so that %s is not linked", path, symbol)}
	}
	if expr := constraint.Guard(ports, platform.All(), platform.All(), f.targets); expr != "" {
		return judgement{finding.Linkname, fmt.Sprintf("move the go:linkname to a file with //go:build %s: %s is there only", expr, symbol)}
	}
	return judgement{finding.Linkname, "constrain the go:linkname to the ports on which package " + path + " has " + name}
}

// linkname judges a go:linkname that the linker refuses.
func (f *fault) linkname() judgement {
	if j := f.outdatedLinkname(f.part[2]); j.kind != "" {
		return j
	}
	return judgement{remedy: fmt.Sprintf("use exported API instead of %s; as a stopgap, link with -ldflags=-checklinkname=0", f.part[2])}
}

// outdatedLinkname judges a go:linkname in a package of another module than the
// program: whether a newer version of that does without it on the port.
func (f *fault) outdatedLinkname(symbol string) judgement {
	if f.pkg == nil {
		return judgement{}
	}
	dir := filepath.Dir(f.graph.locateSymbol(f.pkg, symbol).Filename)
	for _, p := range f.graph.program(f.pkg) {
		m := p.dependency()
		if m == nil || p.Dir != dir {
			continue
		}
		version := f.newer.find(f.ctx, m, func(root string) bool {
			d := f.directory(filepath.Join(root, filepath.FromSlash(strings.TrimPrefix(p.ImportPath, m.Path))))
			return d.built.Contains(f.graph.port) && !d.mentions(symbol, f.graph.port)
		})
		if version != "" {
			return judgement{finding.Dependency, withoutError(m, version)}
		}
		return judgement{finding.Linkname, "look for a version of " + m.Path + " that is newer than " + m.Version}
	}
	return judgement{}
}

// noMain judges a package main without func main on the port.
func (f *fault) noMain() judgement {
	if f.pkg == nil || f.pkg.Dir == "" {
		return judgement{}
	}
	exists := f.directory(f.pkg.Dir).names["main"]
	if exists.Empty() {
		return judgement{remedy: "declare func main, or rename the package"}
	}
	without := f.targets.Minus(exists)
	if curedByCgo(without, exists) {
		return needsCgo("func main")
	}
	if expr := f.elsewhere(exists, without); expr != "" {
		return judgement{remedy: fmt.Sprintf("declare func main in a file with //go:build %s too, or constrain all files of the command alike", expr)}
	}
	return judgement{remedy: "declare func main for these ports too, or constrain all files of the command alike"}
}

// referenceC judges a function of C that is declared, but not defined.
func (f *fault) referenceC() judgement {
	return judgement{remedy: fmt.Sprintf("name the library that has %s in #cgo LDFLAGS: -l, or define it", f.part[1])}
}
