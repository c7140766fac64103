package modgraph

import (
	"errors"
	"fmt"
	"go/build"
	"go/parser"
	"go/scanner"
	"go/token"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/platform"
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
	size := len(g.resolver.list)
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

// An importer is who imports a package, for the position of the import.
type importer struct {
	pkg  *pkg
	part part
}

// A part is one of the packages that a directory makes.
type part int

const (
	source part = iota
	test
	xtest
)

// imports returns the files of the importer that may hold an import, and where
// the imports are if that is known.
func (in *importer) imports() (files []string, pos map[string][]token.Position) {
	b := in.pkg.class.build
	switch in.part {
	case test:
		return b.TestGoFiles, b.TestImportPos
	case xtest:
		return b.XTestGoFiles, b.XTestImportPos
	}
	files = slices.Concat(b.GoFiles, b.CgoFiles)
	slices.Sort(files)
	return files, b.ImportPos
}

// position returns where a package is first imported, "" if that is not known.
func (l *loader) position(in *importer, importPath string) string {
	if in == nil || in.pkg.class == nil {
		return ""
	}
	files, pos := in.imports()
	if list := pos[importPath]; len(list) > 0 {
		return l.shortPos(list[0])
	}
	for _, name := range files {
		fset := token.NewFileSet()
		f, _ := parser.ParseFile(fset, filepath.Join(in.pkg.Dir, name), nil, parser.ImportsOnly) // as far as it goes
		if f == nil {
			continue
		}
		for _, spec := range f.Imports {
			if got, err := strconv.Unquote(spec.Path.Value); err == nil && got == importPath {
				return l.shortPos(fset.Position(spec.Pos()))
			}
		}
	}
	return ""
}

func (l *loader) shortPos(pos token.Position) string {
	pos.Filename = l.g.env.shortPath(pos.Filename)
	return pos.String()
}

func (l *loader) push(path string) { l.stack = append(l.stack, path) }
func (l *loader) pop()             { l.stack = l.stack[:len(l.stack)-1] }

// stackCopy returns the import stack, not nil as in the output of go list.
func (l *loader) stackCopy() []string { return append([]string{}, l.stack...) }

// errorf returns an error with the import stack.
func (l *loader) errorf(format string, args ...any) *Error {
	return &Error{ImportStack: l.stackCopy(), Err: fmt.Sprintf(format, args...)}
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

// shorter is cmd/go/internal/load.(*ImportStack).shorterThan.
func shorter(s, t []string) bool {
	if len(s) != len(t) {
		return len(s) < len(t)
	}
	return slices.Compare(s, t) < 0
}

// setError sets the error of p if it has none. Unless p is on the import stack
// already, its importer is to blame.
func (l *loader) setError(p *pkg, importPath string, in *importer, err *Error) {
	if p.Error != nil {
		return
	}
	if len(l.stack) > 0 && l.stack[len(l.stack)-1] != importPath {
		err.Pos = l.position(in, importPath)
	}
	p.Error = err
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

// implicitImports returns the imports that the go command adds, or why the
// package cannot be linked.
func (l *loader) implicitImports(p *pkg) (paths []string, err string) {
	add := func(path string) {
		if !slices.Contains(p.Imports, path) && !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	if len(p.CgoFiles) > 0 {
		add("unsafe")
		if !p.Standard || p.ImportPath != "runtime/cgo" {
			add("runtime/cgo")
		}
		switch p.ImportPath {
		case "runtime/cgo", "runtime/race", "runtime/msan", "runtime/asan":
		default:
			add("syscall")
		}
	}
	if len(p.SwigFiles)+len(p.SwigCXXFiles) > 0 {
		for _, path := range []string{"unsafe", "runtime/cgo", "syscall", "sync"} {
			add(path)
		}
	}
	if p.Name == "main" {
		deps, err := l.linkerDeps()
		if err != "" {
			return paths, err
		}
		for _, path := range deps {
			add(path)
		}
	}
	return paths, ""
}

// linkerDeps is cmd/go/internal/load.LinkerDeps.
func (l *loader) linkerDeps() (deps []string, err string) {
	deps = []string{"runtime"}
	if what := externalLinking(l.port); what != "" {
		if !l.port.Cgo {
			return nil, what + " requires external (cgo) linking, but cgo is not enabled"
		}
		deps = append(deps, "runtime/cgo")
	}
	if l.port.GOARCH == "arm" {
		deps = append(deps, "math")
	}
	return deps, ""
}

// externalLinking says why programs for a port need an external linker, or
// returns "": MustLinkExternal, DefaultPIE and InternalLinkPIESupported of
// internal/platform.
func externalLinking(port platform.Port) string {
	switch port.Pair() {
	case "android/386", "android/amd64", "android/arm", "ios/arm64":
		return port.Pair()
	case "ios/amd64":
		return "default PIE binary"
	}
	return ""
}

// badNames says what is wrong with the names of files and directory, or
// returns "".
func (p *pkg) badNames(embedded []string) string {
	bad := p.node.badName
	if len(embedded) > 0 {
		names := slices.Clone(p.node.names)
		for _, name := range embedded {
			if !slices.Contains(names, name) {
				names = append(names, name)
			}
		}
		bad = badName(names)
	}
	if bad != "" {
		return bad
	}
	if name := path.Base(p.ImportPath); !safeArg(name) {
		return fmt.Sprintf("invalid input directory name %q", name)
	}
	if strings.ContainsAny(p.Dir, "\r\n") {
		return fmt.Sprintf("invalid package directory %q", p.Dir)
	}
	return ""
}

// badName says what is wrong with names of files, or returns "".
func badName(names []string) string {
	if a, b := foldDup(names); a != "" {
		return fmt.Sprintf("case-insensitive file name collision: %q and %q", a, b)
	}
	for _, name := range names {
		if !safeArg(name) || strings.HasPrefix(name, "_cgo_") {
			return fmt.Sprintf("invalid input file name %q", name)
		}
	}
	return ""
}

// checkC reports source that only cgo compiles.
func (l *loader) checkC(p *pkg, importPath string, in *importer) {
	if !l.port.Cgo {
		p.CFiles, p.CXXFiles, p.MFiles, p.SwigFiles, p.SwigCXXFiles = nil, nil, nil, nil, nil
	}
	if len(p.CgoFiles)+len(p.SwigFiles)+len(p.SwigCXXFiles) > 0 {
		return
	}
	for _, c := range []struct {
		language string
		files    []string
	}{{"C", p.CFiles}, {"C++", p.CXXFiles}, {"Objective-C", p.MFiles}, {"Fortran", p.FFiles}} {
		if len(c.files) > 0 {
			l.setError(p, importPath, in, l.errorf("%s source files not allowed when not using cgo or SWIG: %s", c.language, strings.Join(c.files, " ")))
			return
		}
	}
}

// mayImport says why a package may not be imported.
func (l *loader) mayImport(p *pkg, importPath string, in *importer) *Error {
	deny := func(format string, args ...any) *Error {
		err := l.errorf(format, args...)
		err.Pos = l.position(in, importPath)
		return err
	}
	from := in.pkg
	if p.node.internal >= 0 && p.Error == nil && !l.internalAllowed(p, from) {
		return deny("use of internal package %s not allowed", p.ImportPath)
	}
	if i := p.node.vendor; i >= 0 {
		if !vendorVisible(p, from, i) {
			return deny("use of vendored package not allowed")
		}
		if i, ok := findVendor(importPath); ok {
			return deny("%s must be imported as %s", importPath, importPath[i+len("vendor/"):])
		}
	}
	if p.Name == "main" && from.Dir != p.Dir {
		l.odd = true
		return deny("import %q is a program, not an importable package", importPath)
	}
	if p.local && !from.local {
		if importPath == "." {
			return deny("%s: cannot import current directory", importPath)
		}
		return deny("local import %q in non-local package", importPath)
	}
	return nil
}

// internalAllowed is cmd/go/internal/load.disallowInternal.
func (l *loader) internalAllowed(p, from *pkg) bool {
	const fips = "crypto/internal/fips140"
	switch {
	case hasPathPrefix(from.ImportPath, "crypto") && hasPathPrefix(p.ImportPath, fips):
		return true
	case hasPathPrefix(from.ImportPath, fips):
		return hasPathPrefix(p.ImportPath, "crypto/internal")
	}
	i := max(p.node.internal-1, 0) // without the slash before it
	if p.Module != nil {
		return hasPathPrefix(from.ImportPath, p.ImportPath[:i])
	}
	end := i + len(p.Dir) - len(p.ImportPath)
	return end >= 0 && within(from.Dir, p.Dir[:end])
}

// vendorVisible is cmd/go/internal/load.disallowVendorVisibility; i is the
// index of the element vendor.
func vendorVisible(p, from *pkg, i int) bool {
	end := max(i-1, 0) + len(p.Dir) - len(p.ImportPath)
	return end < 0 || len(p.Dir) < end || within(from.Dir, p.Dir[:end])
}
