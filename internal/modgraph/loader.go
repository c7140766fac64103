package modgraph

import (
	"errors"
	"go/build"
	"go/scanner"
	"go/token"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A loader replays for one port what cmd/go/internal/load does: the same
// packages in the same order with the same errors.
type loader struct {
	g    *Graph
	port platform.Port
	set  platform.Set // port

	pkgs  []*pkg            // by id of node
	folds map[string]string // import path by folded path
	stack []string          // import stack
	odd   bool              // there is a cycle, or an import of a program
	count int               // packages made so far
	free  []pkg             // for new packages
}

// A pkg is a cmd/go/internal/load.Package.
type pkg struct {
	Package
	node   *node // nil for a package that only stands for an error
	class  *class
	loaded bool // imports are complete
	cycle  bool // Error is an import cycle
	local  bool // imported by a relative path

	raw     []string // import paths in the source, parallel to the beginning of Imports
	imports []*pkg
	root    bool // the go command was asked for it, or its test
	listed  bool
	base    string // ImportPath without the test that it is a variant for
	number  int    // in the order of creation; copies have that of the original
}

func newLoader(g *Graph, port platform.Port) *loader {
	size := g.resolver.size()
	return &loader{g: g, port: port, set: platform.Of(port), folds: make(map[string]string, size), pkgs: make([]*pkg, size)}
}

// list is cmd/go/internal/list.runList.
func (l *loader) list() []*Package {
	var roots []*pkg
	for _, p := range l.g.patterns {
		for _, m := range p.found {
			if !l.set.SubsetOf(m.ports) {
				continue
			}
			root, _ := l.load(m.n.path, nil, m.n)
			root.Match = append(root.Match, p.text)
			if !root.root {
				root.root = true
				roots = append(roots, root)
			}
		}
	}
	if l.g.cfg.Tests {
		roots = l.addTests(roots)
	}
	return l.output(roots)
}

// load is cmd/go/internal/load.loadImport: it returns the package, and why the
// importer may not import it. Import paths that come from patterns have no
// importer. If target is set, it is what importPath stands for.
func (l *loader) load(importPath string, in *importer, target *node) (*pkg, *Error) {
	if strings.HasPrefix(importPath, "mod/") || strings.Contains(importPath, "@") {
		return l.disallowed(importPath, in), nil
	}
	if target == nil {
		var from *node
		if in != nil {
			from = in.pkg.node
		}
		target = l.g.resolver.resolve(from, importPath)
	}
	p := l.pkg(target)
	if p != nil {
		l.push(importPath)
		l.reuse(p)
		l.pop()
	} else {
		p = l.new()
		p.node, p.local = target, build.IsLocalImport(importPath)
		p.ImportPath = target.path
		l.setPkg(target, p)
		l.fill(p, importPath, in)
	}
	if in == nil {
		return p, nil
	}
	return p, l.mayImport(p, importPath, in)
}

// new returns a new package.
func (l *loader) new() *pkg {
	if len(l.free) == 0 {
		l.free = make([]pkg, 128)
	}
	p := &l.free[0]
	l.free = l.free[1:]
	p.number = l.count
	l.count++
	return p
}

func (l *loader) pkg(n *node) *pkg {
	if n.id < len(l.pkgs) {
		return l.pkgs[n.id]
	}
	return nil
}

func (l *loader) setPkg(n *node, p *pkg) {
	if n.id >= len(l.pkgs) {
		l.pkgs = append(l.pkgs, make([]*pkg, n.id+64-len(l.pkgs))...)
	}
	l.pkgs[n.id] = p
}

// disallowed returns a package that stands for an error in its import path.
func (l *loader) disallowed(importPath string, in *importer) *pkg {
	p := l.new()
	p.loaded = true
	p.ImportPath = importPath
	l.push(importPath)
	if strings.HasPrefix(importPath, "mod/") {
		p.Error = l.errorf("disallowed import path %q", importPath)
	} else {
		p.Error = l.errorf("can only use path@version syntax with 'go get' and 'go install' in module-aware mode")
	}
	l.pop()
	return p
}

// reuse is cmd/go/internal/load.reusePackage.
func (l *loader) reuse(p *pkg) {
	if !p.loaded {
		l.odd = true
		if p.Error == nil {
			p.Error = l.errorf("import cycle not allowed")
		}
		p.cycle = true
	}
	if p.Error != nil && p.Error.ImportStack != nil && !p.cycle && shorter(l.stack, p.Error.ImportStack) {
		p.Error = &Error{ImportStack: l.stackCopy(), Pos: p.Error.Pos, Err: p.Error.Err}
	}
}

// fill is cmd/go/internal/load.(*Package).load.
func (l *loader) fill(p *pkg, importPath string, in *importer) {
	n := p.node
	if n.dir == "" {
		p.class = &class{build: new(build.Package)}
		msg := n.err
		if msg == "" {
			msg = "package " + importPath + " could not be looked for"
		}
		l.setError(p, importPath, in, l.errorf("%s", msg))
	} else {
		p.class = l.g.on(n, l.port, l.set)
		p.copyBuild()
		l.buildError(p, importPath, in)
	}
	implicit, err := l.implicitImports(p)
	if err != "" {
		l.setError(p, importPath, in, l.errorf("%s", err))
		return
	}
	if other, ok := l.folds[n.fold]; !ok {
		l.folds[n.fold] = n.path
	} else if other != n.path {
		l.setError(p, importPath, in, l.errorf("case-insensitive import collision: %q and %q", n.path, other))
		return
	}
	if !safeArg(n.path) {
		l.setError(p, importPath, in, l.errorf("invalid import path %q", n.path))
		return
	}

	l.push(importPath)
	defer l.pop()
	p.Module = n.module
	embed := p.class.embedded.of(0, p.Dir, p.class.build.EmbedPatterns)
	if embed.err != nil {
		l.embedError(p, embed, p.class.build.EmbedPatternPos)
	}
	if err := p.badNames(embed.files); err != "" {
		l.setError(p, importPath, in, l.errorf("%s", err))
		return
	}
	self := &importer{p, source}
	deps := p.class.deps
	if len(deps)+len(implicit) > 0 {
		p.imports = make([]*pkg, 0, len(deps)+len(implicit))
	}
	copied := false
	for i, path := range p.Imports {
		if path == "C" {
			continue
		}
		dep := l.importInto(p, path, self, deps[i])
		if dep.ImportPath != path {
			if !copied {
				p.Imports, copied = slices.Clone(p.Imports), true
			}
			p.Imports[i] = dep.ImportPath
		}
	}
	for _, path := range implicit {
		l.importInto(p, path, self, nil)
	}
	p.loaded = true
	l.checkC(p, importPath, in)
}

func (l *loader) importInto(p *pkg, path string, self *importer, target *node) *pkg {
	dep, err := l.load(path, self, target)
	if err != nil && p.Error == nil {
		p.Error = err
	}
	p.imports = append(p.imports, dep)
	return dep
}

func (p *pkg) copyBuild() {
	b := p.class.build
	p.Dir, p.Name = b.Dir, b.Name
	p.Standard = p.node.standard()
	p.GoFiles, p.CgoFiles = b.GoFiles, b.CgoFiles
	p.IgnoredGoFiles, p.InvalidGoFiles = b.IgnoredGoFiles, b.InvalidGoFiles
	p.CFiles, p.CXXFiles, p.MFiles, p.HFiles, p.FFiles = b.CFiles, b.CXXFiles, b.MFiles, b.HFiles, b.FFiles
	p.SFiles, p.SysoFiles = b.SFiles, b.SysoFiles
	p.SwigFiles, p.SwigCXXFiles = b.SwigFiles, b.SwigCXXFiles
	p.Imports, p.raw = b.Imports, b.Imports
}

// buildError is cmd/go/internal/load.(*Package).setLoadPackageDataError for an
// error of go/build.
func (l *loader) buildError(p *pkg, importPath string, in *importer) {
	err := p.class.err
	if err == nil {
		return
	}
	var noGo *build.NoGoError
	if errors.As(err, &noGo) {
		msg := "no Go files in "
		switch {
		case len(p.IgnoredGoFiles) > 0:
			msg = "build constraints exclude all Go files in "
		case len(p.class.build.TestGoFiles)+len(p.class.build.XTestGoFiles) > 0:
			msg = "no non-test Go files in "
		}
		l.push(importPath)
		p.Error = l.errorf("%s", msg+p.Dir)
		l.pop()
		return
	}
	var list scanner.ErrorList
	if errors.As(err, &list) && len(list) > 0 {
		l.push(importPath)
		p.Error = l.errorf("%s", list[0].Msg)
		p.Error.Pos = l.shortPos(list[0].Pos)
		l.pop()
		return
	}
	l.setError(p, importPath, in, l.errorf("%s", err.Error()))
}

// embedError reports a pattern in p itself.
func (l *loader) embedError(p *pkg, r embedResult, pos map[string][]token.Position) {
	if p.Error == nil {
		p.Error = l.errorf("%s", r.err.Error())
	}
	if list := pos[r.pattern]; len(list) > 0 {
		p.Error.Pos = l.shortPos(list[0])
	}
}
