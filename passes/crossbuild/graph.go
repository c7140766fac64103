package crossbuild

import (
	"go/parser"
	"go/token"
	"path/filepath"
	"slices"
	"strconv"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/place"
	"github.com/xplatvet/xplatvet/platform"
)

// A graph is the packages of one port, and what is wrong with them.
type graph struct {
	port       platform.Port
	namer      place.Namer
	classifier *classifier // nil: errors have no kind
	pkgs       []*listed
	byPath     map[string]*listed
	failed     map[string]bool     // packages that fail themselves
	troubled   []trouble           // packages that could not be compiled for no fault of theirs
	known      map[string]bool     // packages with files, as the sources say; may be nil
	absent     map[string]*listed  // imported, but of a module that is not to be had
	errors     map[string][]string // of failed packages, as in a verdict
	findings   []finding.Finding
	vain       map[string]bool // packages of main modules that are imported though they have no files
}

func newGraph(port platform.Port, namer place.Namer) *graph {
	return &graph{
		port:   port,
		namer:  namer,
		byPath: map[string]*listed{},
		failed: map[string]bool{},
		absent: map[string]*listed{},
		errors: map[string][]string{},
		vain:   map[string]bool{},
	}
}

// add adds packages that are not known yet.
func (g *graph) add(pkgs []*listed) {
	for _, p := range pkgs {
		if old := g.byPath[p.ImportPath]; old != nil {
			old.DepOnly = old.DepOnly && p.DepOnly
			continue
		}
		g.byPath[p.ImportPath] = p
		g.pkgs = append(g.pkgs, p)
	}
}

// examine reports the packages that the go command cannot load or compile.
func (g *graph) examine() {
	for _, p := range g.pkgs {
		switch {
		case p.testsOnly() && len(g.importsOf(p)) > 0:
			// Not an error to go list if a pattern matches it too, but to go
			// build.
			g.failed[p.ImportPath] = true
			why := "no non-test Go files in "
			if len(p.IgnoredGoFiles) > 0 {
				why = excluded
			}
			g.reportExcluded(p, why)
		case p.Error == nil:
		case p.excluded():
			g.failed[p.ImportPath] = true
			g.reportExcluded(p, excluded)
		case p.hasFiles():
			if reason := parseOutput(p.Error.Err).trouble(); reason != "" {
				g.troubled = append(g.troubled, trouble{p.ImportPath, p.owner(), reason})
				continue
			}
			if text, ok := p.compilerOutput(); ok {
				g.fail(p.ImportPath, parseOutput(text))
				continue
			}
			g.failed[p.ImportPath] = true
			g.reportUnloadable(p)
		case g.known[p.ImportPath]:
			// Without space for its index of GOROOT the go command finds nothing
			// there, and does not say so; nor does it find anything if what keeps
			// its cache (GOCACHEPROG) fails.
			reason := "the go command did not find it, though it is there; look whether GOCACHE is writable and has space"
			if !p.DepOnly {
				reason = "the go command did not find its files, though they are there: " + oneLine(p.Error.Err)
			}
			g.troubled = append(g.troubled, trouble{p.ImportPath, p.ImportPath, reason})
		case !p.DepOnly: // a pattern that matches nothing
		case g.remote(p.ImportPath):
			g.absent[p.ImportPath] = p
		default:
			g.reportNowhere(p)
		}
	}
}

const excluded = "build constraints exclude all Go files in "

// reportNowhere reports the imports of p, which does not exist, in the
// packages that have them.
func (g *graph) reportNowhere(p *listed) {
	message := oneLine(p.Error.Err)
	if m := moduleOf(p.ImportPath, g.mainModules()); m != "" {
		// The go command goes on to tell of looking for it elsewhere.
		message = "package " + p.ImportPath + " is not in module " + m
	}
	for _, s := range g.importsOf(p) {
		g.failed[s.path] = true
		g.report(g.finding(s.path, s.Position, message))
	}
}

// reportExcluded reports p, which has no files on this port, where it is
// imported, or else where it is. Why is what is said before its name.
func (g *graph) reportExcluded(p *listed, why string) {
	message := why + p.ImportPath
	g.errors[p.ImportPath] = []string{message}
	sites := g.importsOf(p)
	for _, s := range sites {
		f := g.finding(s.path, s.Position, message)
		g.judged(&f, g.excluded(s.path, s.File, p))
		g.findings = append(g.findings, f)
	}
	if len(sites) > 0 && p.Module != nil && p.Module.Main {
		g.vain[p.ImportPath] = true
	}
	if len(sites) == 0 {
		f := g.finding(p.ImportPath, finding.Position{File: g.namer.File(filepath.Join(p.Dir, p.IgnoredGoFiles[0]))}, message)
		g.judged(&f, g.excluded(p.ImportPath, "", p))
		g.findings = append(g.findings, f)
	}
}

// reportUnloadable reports p, which has files that do not make up a package.
func (g *graph) reportUnloadable(p *listed) {
	message := oneLine(p.Error.Err)
	pos := g.place(parsePosition(p.Error.Pos))
	next, cycle := gocmd.ImportCycle(p.ImportPath, p.Error.ImportStack)
	switch {
	case gocmd.NeedsExternalLinking(message):
		message = gocmd.ExternalLinking // the same words for each port make it one finding
	case pos.File != "":
	case cycle != "":
		message += ": " + cycle
		if dep := g.byPath[next]; dep != nil {
			for _, s := range g.sites(p, dep) {
				pos = s.Position
				break
			}
		}
	case len(p.InvalidGoFiles) > 0:
		pos.File = g.namer.File(filepath.Join(p.Dir, p.InvalidGoFiles[0]))
	}
	g.report(g.finding(p.ImportPath, pos, message))
}

// A site is an import declaration.
type site struct {
	importer string // package to report
	path     string // package that has it: that one, or a variant for tests
	finding.Position
}

// importsOf returns the imports of target.
func (g *graph) importsOf(target *listed) []site {
	var list []site
	for _, p := range g.pkgs {
		if slices.Contains(p.Imports, target.ImportPath) {
			list = append(list, g.sites(p, target)...)
		}
	}
	return list
}

// sites returns the imports of target in p, at least one.
func (g *graph) sites(p, target *listed) []site {
	var list []site
	for _, name := range slices.Concat(p.GoFiles, p.CgoFiles) {
		if filepath.IsAbs(name) {
			continue // made by the go command
		}
		file := filepath.Join(p.Dir, name)
		fset := token.NewFileSet()
		syntax, _ := parser.ParseFile(fset, file, nil, parser.ImportsOnly) // what cannot be parsed fails by itself
		if syntax == nil {
			continue
		}
		for _, spec := range syntax.Imports {
			imported, err := strconv.Unquote(spec.Path.Value)
			if err != nil || !p.resolves(imported, target.ImportPath) {
				continue
			}
			start, end := fset.PositionFor(spec.Pos(), false), fset.PositionFor(spec.End(), false)
			list = append(list, site{p.owner(), p.ImportPath, finding.Position{
				File: g.namer.File(file), Line: start.Line, Column: start.Column, EndLine: end.Line, EndColumn: end.Column,
			}})
		}
	}
	if len(list) == 0 {
		list = []site{{importer: p.owner(), path: p.ImportPath}}
	}
	return list
}

// resolves reports whether the import path imported stands for target in p.
func (p *listed) resolves(imported, target string) bool {
	if mapped, ok := p.ImportMap[imported]; ok {
		return mapped == target
	}
	return imported == target
}

// culprits returns the dependencies of p that fail or cannot be had, but for
// those that are part of the same test.
func (g *graph) culprits(p *listed) []string {
	var list []string
	for _, path := range p.Deps {
		if !g.failed[path] && g.absent[path] == nil {
			continue
		}
		if owner := g.byPath[path].owner(); owner != p.owner() {
			list = append(list, owner)
		}
	}
	slices.Sort(list)
	return slices.Compact(list)
}

// states returns the status of each package that a pattern matches, and of
// each other one that fails.
func (g *graph) states() map[string]state {
	m := map[string]state{}
	for _, p := range g.pkgs {
		path := p.owner()
		old := m[path]
		culprits := g.culprits(p)
		switch {
		case old.Status == finding.Fail:
		case g.failed[p.ImportPath]:
			m[path] = state{finding.Fail, g.errors[path]}
		case len(culprits) > 0:
			culprits = append(culprits, old.Errors...)
			slices.Sort(culprits)
			m[path] = state{finding.Blocked, slices.Compact(culprits)}
		case p.hasFiles() && old.Status == "":
			m[path] = state{finding.OK, nil}
		}
	}
	for _, t := range g.troubled {
		for _, p := range g.pkgs {
			if s := m[p.owner()]; p.ImportPath == t.path || slices.Contains(p.Deps, t.path) {
				if s.Status == finding.OK || s.Status == finding.Fail && p.ImportPath == t.path {
					m[p.owner()] = state{finding.Skipped, nil}
				}
			}
		}
	}
	return m
}
