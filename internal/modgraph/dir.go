package modgraph

import (
	"bytes"
	"errors"
	"fmt"
	"go/build"
	"go/token"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// A file is a file that go/build knows, and what it says.
type file struct {
	*constraint.File
	ext    string
	faulty platform.Set // ports on which go/build reports an error for it
	broken bool         // it would be faulty on some port if it were built there

	// Patterns of //go:embed, with where they stand.
	embeds map[string][]token.Position
}

// A class is what a directory holds on some ports: the same files of it are
// selected on all of them.
type class struct {
	ports platform.Set
	build *build.Package
	err   error // as of go/build.Context.ImportDir

	deps, testDeps, xtestDeps []*node // parallel to the lists of imports of build

	embedded embedResults
}

// An edge is an import on some ports.
type edge struct {
	to    *node
	ports platform.Set
	test  bool // in a test file
}

func (n *node) isRead() bool {
	n.mu.Lock()
	defer n.mu.Unlock()
	return n.read
}

// scan reads the directory of a node, if it has not been read.
func (g *Graph) scan(n *node) {
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.read || n.dir == "" {
		return
	}
	n.read = true
	entries := n.entries
	if n.entries = nil; entries == nil {
		var err error
		if entries, err = os.ReadDir(n.dir); err != nil {
			n.readErr = err
			return
		}
	}
	for _, e := range entries {
		name := e.Name()
		if e.IsDir() || name[0] == '_' || name[0] == '.' || !isKnown(filepath.Ext(name)) {
			continue
		}
		full := filepath.Join(n.dir, name)
		if e.Type() == fs.ModeSymlink && isDir(full) {
			continue
		}
		n.files = append(n.files, g.scanFile(n, full))
		n.names = append(n.names, name)
	}
	n.badName = badName(n.names)
	g.findBroken(n)
	n.classes = []*class{{ports: platform.All()}}
	for _, f := range n.files {
		n.split(f.Matched)
		n.split(f.Built)
		n.split(f.faulty)
	}
}

// isKnown reports whether files with an extension belong to packages.
func isKnown(ext string) bool { return ext == ".go" || listOf(new(build.Package), ext) != nil }

// listOf is go/build.fileListForExt.
func listOf(p *build.Package, ext string) *[]string {
	switch ext {
	case ".c":
		return &p.CFiles
	case ".cc", ".cpp", ".cxx":
		return &p.CXXFiles
	case ".m":
		return &p.MFiles
	case ".h", ".hh", ".hpp", ".hxx":
		return &p.HFiles
	case ".f", ".F", ".for", ".f90":
		return &p.FFiles
	case ".s", ".S", ".sx":
		return &p.SFiles
	case ".swig":
		return &p.SwigFiles
	case ".swigcxx":
		return &p.SwigCXXFiles
	case ".syso":
		return &p.SysoFiles
	}
	return nil
}

func (g *Graph) scanFile(n *node, full string) *file {
	f := &file{ext: filepath.Ext(full)}
	var err error
	if f.ext == ".go" || f.ext == ".syso" {
		f.File, err = g.constraints.ReadFile(full)
	} else {
		f.File, err = g.readComments(full)
		if err != nil {
			return f // go/build passes over it
		}
	}
	var fault *constraint.Error
	switch {
	case errors.As(err, &fault):
		f.faulty = fault.Ports
	case err != nil: // cannot be read: where its name leaves it out nobody tries
		f.faulty = platform.All()
		if named, err := g.constraints.Parse(filepath.Base(full), []byte("package p\n")); err == nil {
			f.faulty = named.ByName
		}
	}
	if n.root || f.ext != ".go" {
		return f // the standard library has no faults
	}
	f.broken = err != nil && !f.ImportsC || f.Imports == nil && f.Matched != platform.All() && !g.sound(full)
	if f.ImportsC && !f.Test && err == nil && !g.goodCgo(full) {
		n.cgoOdd = true
	}
	if slices.Contains(f.Imports, "embed") {
		f.embeds = embedPatterns(full)
	}
	return f
}

// readComments reads the build constraints of a file that is not Go, and
// little more of it: C files may be large.
func (g *Graph) readComments(full string) (*constraint.File, error) {
	f, err := os.Open(full)
	if err != nil {
		return &constraint.File{Name: filepath.Base(full)}, err
	}
	defer f.Close()
	src := make([]byte, 0, 2048)
	for {
		n, err := f.Read(src[len(src):cap(src)])
		src = src[:len(src)+n]
		if err != nil && !errors.Is(err, io.EOF) {
			return &constraint.File{Name: filepath.Base(full)}, err
		}
		if end := endOfComments(src); end < len(src) || err != nil {
			return g.constraints.Parse(filepath.Base(full), src[:min(end+1, len(src))])
		}
		src = slices.Grow(src, len(src))
	}
}

// endOfComments returns the offset of the first byte of src that is neither
// space nor part of a comment; len(src) if there is none.
func endOfComments(src []byte) int {
	i := 0
	for i < len(src) {
		rest := src[i:]
		switch {
		case rest[0] == ' ', rest[0] == '\t', rest[0] == '\r', rest[0] == '\n', rest[0] == '\f', rest[0] == ';', rest[0] >= 0x80:
			i++
		case bytes.HasPrefix(rest, []byte("//")):
			n := bytes.IndexByte(rest, '\n')
			if n < 0 {
				return len(src)
			}
			i += n
		case bytes.HasPrefix(rest, []byte("/*")):
			n := bytes.Index(rest[2:], []byte("*/"))
			if n < 0 {
				return len(src)
			}
			i += n + 4
		case len(rest) == 1 && rest[0] == '/':
			return len(src)
		default:
			return i
		}
	}
	return i
}

// split divides the classes so that ports is a union of some of them.
func (n *node) split(ports platform.Set) {
	for _, c := range n.classes {
		if out := c.ports.Minus(ports); !out.Empty() && out != c.ports {
			c.ports = c.ports.Intersect(ports)
			n.classes = append(n.classes, &class{ports: out})
		}
	}
}

// on returns the class of a port, which is given as a Set too. It must not be
// changed once returned.
func (g *Graph) on(n *node, port platform.Port, set platform.Set) *class {
	g.scan(n)
	n.mu.Lock()
	defer n.mu.Unlock()
	if n.readErr != nil {
		return &class{ports: set, build: &build.Package{Dir: n.dir}, err: n.readErr}
	}
	i := slices.IndexFunc(n.classes, func(c *class) bool { return set.SubsetOf(c.ports) })
	if i < 0 {
		return &class{ports: set, build: &build.Package{Dir: n.dir}, err: fmt.Errorf("no such port: %s", port)}
	}
	c := n.classes[i]
	if c.build != nil {
		return c
	}
	if n.cgoOdd { // #cgo lines name ports: no two have the same class
		if rest := c.ports.Minus(set); !rest.Empty() {
			c.ports = set
			n.classes = append(n.classes, &class{ports: rest})
		}
	}
	if !g.plain(n, c, set) {
		ctxt := g.buildContext(port)
		c.build, c.err = ctxt.ImportDir(n.dir, 0)
		c.build.Imports = emptyIsNil(c.build.Imports)
		n.addBroken(c)
	}
	for _, l := range []struct {
		paths []string
		deps  *[]*node
	}{{c.build.Imports, &c.deps}, {c.build.TestImports, &c.testDeps}, {c.build.XTestImports, &c.xtestDeps}} {
		*l.deps = make([]*node, len(l.paths))
		for i, path := range l.paths {
			(*l.deps)[i] = g.resolver.resolve(n, path)
		}
	}
	return c
}

// plain fills in what go/build would say of a class, and reports whether it
// could: not if there is an error to be described.
func (g *Graph) plain(n *node, c *class, set platform.Set) bool {
	if n.cgoOdd || len(n.broken) > 0 {
		return false
	}
	p := &build.Package{Dir: n.dir}
	cgo := set.SubsetOf(cgoPorts)
	var imports, testImports, xtestImports []string
	var capitalS []string
	for _, f := range n.files {
		if f.faulty.Overlaps(set) {
			return false
		}
		matched := set.SubsetOf(f.Matched)
		if f.ext != ".go" {
			list := listOf(p, f.ext)
			switch {
			case !matched:
			case f.ext == ".S" || f.ext == ".sx":
				capitalS = append(capitalS, f.Name)
			default:
				*list = append(*list, f.Name)
			}
			continue
		}
		if !matched || f.Package == "documentation" {
			p.IgnoredGoFiles = append(p.IgnoredGoFiles, f.Name)
			continue
		}
		name := f.Package
		xtest := false
		if f.Test && strings.HasSuffix(name, "_test") && p.Name != name {
			xtest = true
			name = strings.TrimSuffix(name, "_test")
		}
		if p.Name == "" {
			p.Name = name
		} else if p.Name != name {
			return false
		}
		switch {
		case f.ImportsC && !cgo:
			p.IgnoredGoFiles = append(p.IgnoredGoFiles, f.Name)
		case f.ImportsC:
			p.CgoFiles = append(p.CgoFiles, f.Name)
			imports = append(imports, f.Imports...)
			p.EmbedPatternPos = addPatterns(p.EmbedPatternPos, f.embeds)
		case xtest:
			p.XTestGoFiles = append(p.XTestGoFiles, f.Name)
			xtestImports = append(xtestImports, f.Imports...)
			p.XTestEmbedPatternPos = addPatterns(p.XTestEmbedPatternPos, f.embeds)
		case f.Test:
			p.TestGoFiles = append(p.TestGoFiles, f.Name)
			testImports = append(testImports, f.Imports...)
			p.TestEmbedPatternPos = addPatterns(p.TestEmbedPatternPos, f.embeds)
		default:
			p.GoFiles = append(p.GoFiles, f.Name)
			imports = append(imports, f.Imports...)
			p.EmbedPatternPos = addPatterns(p.EmbedPatternPos, f.embeds)
		}
	}
	if len(p.CgoFiles) > 0 {
		p.SFiles = append(p.SFiles, capitalS...)
		slices.Sort(p.SFiles)
	}
	p.Imports, p.TestImports, p.XTestImports = unique(imports), unique(testImports), unique(xtestImports)
	p.EmbedPatterns, p.TestEmbedPatterns, p.XTestEmbedPatterns = keys(p.EmbedPatternPos), keys(p.TestEmbedPatternPos), keys(p.XTestEmbedPatternPos)
	c.build = p
	if len(p.GoFiles)+len(p.CgoFiles)+len(p.TestGoFiles)+len(p.XTestGoFiles) == 0 {
		c.err = &build.NoGoError{Dir: n.dir}
	}
	return true
}

var cgoPorts, _ = platform.Tag("cgo")

// emptyIsNil returns list, or nil if it is empty, as if it had been decoded
// from the output of go list.
func emptyIsNil(list []string) []string {
	if len(list) == 0 {
		return nil
	}
	return list
}

func unique(list []string) []string {
	slices.Sort(list)
	return slices.Clip(slices.Compact(list))
}

// buildContext returns the build context of the go command for a port.
func (g *Graph) buildContext(port platform.Port) *build.Context {
	ctxt := build.Default
	ctxt.GOOS, ctxt.GOARCH, ctxt.CgoEnabled = port.GOOS, port.GOARCH, port.Cgo
	ctxt.Compiler = "gc"
	ctxt.Dir = ""
	ctxt.InstallSuffix = ""
	ctxt.UseAllFiles = false
	ctxt.GOROOT, ctxt.GOPATH = "", "" // the directory is known
	ctxt.BuildTags = g.env.tags
	ctxt.ToolTags = platform.ToolTags(port.GOOS, port.GOARCH)
	ctxt.ReleaseTags = g.env.releaseTags()
	return &ctxt
}
