package modgraph

import (
	"fmt"
	"go/build"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/mod/module"

	"github.com/xplatvet/xplatvet/platform"
)

// A node is what one import path stands for, on all ports.
type node struct {
	id       int
	path     string // std vendoring applied
	fold     string // path for comparison regardless of case
	internal int    // index of the last element "internal" of path, or -1
	vendor   int    // likewise, see findVendor
	dir      string // "" if there is no such package
	root     bool   // the package is in GOROOT
	module   *Module
	err      string  // why dir is empty, as the go command says it
	unusual  error   // why only the go command can tell
	missing  *Module // has to be downloaded before anything can be said
	needAll  bool    // no module that go.mod requires has it: the build list has to be known

	mu      sync.Mutex
	read    bool
	files   []*file
	readErr error
	broken  []brokenFile
	cgoOdd  bool          // #cgo lines that may be faulty on some ports
	names   []string      // of files
	badName string        // what is wrong with them
	entries []os.DirEntry // of dir, until it is read
	classes []*class
	edges   []edge

	// During exploration.
	reach, tested platform.Set // ports on which the package is needed, and its tests
}

// standard reports whether the package belongs to the standard library.
func (n *node) standard() bool { return n.root && isStandardImportPath(n.path) }

// A resolver finds packages by import path. It is safe for concurrent use.
type resolver struct {
	env *environment
	mod *modules

	mu    sync.Mutex
	nodes map[string]*node
	list  []*node // by id
}

// resolve returns the node of an import path, as imported from another package
// or, if from is nil, as it is.
func (r *resolver) resolve(from *node, importPath string) *node {
	if from != nil && from.standard() {
		importPath = r.stdVendor(from.path, importPath)
	}
	r.mu.Lock()
	defer r.mu.Unlock()
	n := r.nodes[importPath]
	if n == nil {
		n = &node{id: len(r.list), path: importPath, fold: toFold(importPath), internal: -1, vendor: -1}
		if i, ok := findInternal(importPath); ok {
			n.internal = i
		}
		if i, ok := findVendor(importPath); ok {
			n.vendor = i
		}
		r.find(n)
		r.nodes[importPath] = n
		r.list = append(r.list, n)
	}
	return n
}

// size returns the number of nodes so far.
func (r *resolver) size() int {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.list)
}

// retry looks again for the packages whose modules were not known or not there.
func (r *resolver) retry() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, n := range r.list {
		if n.missing != nil || n.needAll {
			n.missing, n.needAll = nil, false
			r.find(n)
		}
	}
}

// stdVendor is cmd/go/internal/modload.(*loader).stdVendor.
func (r *resolver) stdVendor(parent, importPath string) string {
	if isStandardImportPath(importPath) {
		return importPath
	}
	vendored := path.Join("vendor", importPath)
	if hasPathPrefix(parent, "cmd") {
		vendored = path.Join("cmd/vendor", importPath)
	}
	if _, err := os.Stat(filepath.Join(r.env.std, filepath.FromSlash(vendored))); err == nil {
		return vendored
	}
	return importPath
}

// A candidate is a place where a package was found.
type candidate struct {
	module  *Module // nil for the standard library
	dir     string
	entries []os.DirEntry
}

// find is cmd/go/internal/modload.importFromModules.
func (r *resolver) find(n *node) {
	if first, _, _ := strings.Cut(n.path, "/"); n.path == "C" || first == "appengine" || first == "appengine_internal" {
		n.err = "cannot find package" // the go command does not look
		return
	}
	if msg := invalidImport(n.path); msg != "" {
		n.err = msg
		return
	}
	var found []candidate
	std := isStandardImportPath(n.path)
	if std {
		found = appendGoDir(found, nil, filepath.Join(r.env.std, filepath.FromSlash(n.path)))
	}
	if v := r.mod.vendor; v != nil {
		r.findVendored(n, v, found)
		return
	}
	for _, list := range []map[string]*Module{r.mod.roots, r.mod.all} {
		if list == nil {
			continue
		}
		found = append(found, r.inModules(n, list)...)
		if n.missing != nil || n.unusual != nil {
			return
		}
		if len(found) > 0 {
			break
		}
	}
	switch {
	case len(found) > 1:
		n.err = ambiguous(n.path, found, true)
	case len(found) == 1:
		r.settle(n, found[0])
		if m := n.module; m != nil && !m.Main && r.mod.rootsOnly && r.mod.roots[m.Path] == nil {
			n.unusual = unusual("go.mod does not require " + m.Path)
		}
	case r.mod.all == nil:
		n.needAll = true
	default:
		n.err = r.nowhere(n)
	}
}

// inModules returns where a package is in the modules of a list, from the
// shortest module path on. It sets n.missing or n.unusual if it cannot tell.
func (r *resolver) inModules(n *node, list map[string]*Module) []candidate {
	var found []candidate
	for prefix := n.path; prefix != "."; prefix = path.Dir(prefix) {
		m := list[prefix]
		if m == nil {
			continue
		}
		switch f := r.mod.fetch(m); {
		case f.missing:
			n.missing = m
			return nil
		case f.err != nil:
			n.unusual = f.err
			return nil
		}
		local := m.Main || m.Replace != nil && m.Replace.Version == ""
		found = appendGoDir(found, m, dirInModule(n.path, m.Path, m.Dir, local))
	}
	slices.Reverse(found)
	return found
}

// mayImport reports whether packages of the main modules may import a package
// of m. If not the go command says so.
func (ms *modules) mayImport(m *Module) bool {
	return m == nil || m.Main || ms.required[m.Path] || ms.vendor != nil && ms.work
}

func (r *resolver) settle(n *node, c candidate) {
	n.module, n.dir, n.entries = c.module, c.dir, c.entries
	n.root = hasPathPrefix(c.dir, r.env.std) && c.dir != r.env.std
}

func (r *resolver) findVendored(n *node, v *vendorList, found []candidate) {
	for _, m := range r.mod.main {
		found = appendGoDir(found, m, dirInModule(n.path, m.Path, m.Dir, true))
	}
	count := len(found)
	m, ok := v.packages[n.path]
	if found = appendGoDir(found, m, filepath.Join(v.dir, filepath.FromSlash(n.path))); len(found) > count && !ok {
		n.unusual = unusual("package " + n.path + " is not in modules.txt")
		return
	}
	switch {
	case len(found) > 1:
		n.err = ambiguous(n.path, found, false)
	case len(found) == 1:
		r.settle(n, found[0])
		if m := n.module; m != nil && m.Path == "" {
			n.module = nil
		}
	default:
		n.err = r.nowhere(n)
	}
}

// nowhere says that there is no such package.
func (r *resolver) nowhere(n *node) string {
	for _, old := range r.mod.replaced {
		if m := r.mod.all[old]; r.mod.vendor == nil && m == nil && hasPathPrefix(n.path, old) {
			n.unusual = unusual("module " + old + " is replaced but not required")
			return ""
		}
	}
	if isStandardImportPath(n.path) {
		return fmt.Sprintf("package %s is not in std (%s)", n.path, filepath.Join(r.env.std, n.path))
	}
	mode := "readonly"
	if r.mod.vendor != nil {
		mode = "vendor"
	}
	const format = "cannot find module providing package %s: import lookup disabled by -mod=%s"
	switch {
	case r.env.mod != "":
		return fmt.Sprintf(format, n.path, mode)
	case r.mod.why != "":
		return fmt.Sprintf(format+"\n\t(%s)", n.path, mode, r.mod.why)
	}
	return fmt.Sprintf("no required module provides package %s; to add it:\n\tgo get %[1]s", n.path)
}

// ambiguous says that a package is in several places.
func ambiguous(importPath string, found []candidate, byModule bool) string {
	var b strings.Builder
	kind := "directories"
	if byModule {
		kind = "modules"
	}
	fmt.Fprintf(&b, "ambiguous import: found package %s in multiple %s:", importPath, kind)
	for _, c := range found {
		b.WriteString("\n\t")
		m := c.module
		if m == nil {
			m = new(Module)
		}
		switch {
		case byModule && m.Version != "":
			fmt.Fprintf(&b, "%s %s (%s)", m.Path, m.Version, c.dir)
		case byModule:
			fmt.Fprintf(&b, "%s (%s)", m.Path, c.dir)
		default:
			b.WriteString(c.dir)
		}
	}
	return b.String()
}

// invalidImport says what is wrong with the form of an import path, or
// returns "".
func invalidImport(importPath string) string {
	switch {
	case strings.Contains(importPath, "@"):
		return fmt.Sprintf("import path %q should not have @version", importPath)
	case build.IsLocalImport(importPath):
		return fmt.Sprintf("%q is relative, but relative import paths are not supported in module mode", importPath)
	case filepath.IsAbs(importPath):
		return fmt.Sprintf("%q is not a package path; see 'go help packages'", importPath)
	case isMeta(importPath):
		return fmt.Sprintf("%q is not an importable package; see 'go help packages'", importPath)
	}
	if err := module.CheckImportPath(importPath); err != nil {
		return err.Error()
	}
	return ""
}

// isMeta reports whether a pattern stands for a group of packages.
func isMeta(pattern string) bool {
	switch pattern {
	case "std", "cmd", "tool", "work", "all":
		return true
	}
	return false
}

// dirInModule returns the directory that a package has if it is in the module
// modPath at root, or "": cmd/go/internal/modload.dirInModule.
func dirInModule(importPath, modPath, root string, local bool) string {
	if !hasPathPrefix(importPath, modPath) {
		return ""
	}
	dir := filepath.Join(root, filepath.FromSlash(strings.TrimPrefix(importPath[len(modPath):], "/")))
	if local {
		for d := dir; d != root && len(d) > len(root); d = filepath.Dir(d) {
			if isFile(filepath.Join(d, "go.mod")) {
				return ""
			}
		}
	}
	return dir
}

// appendGoDir appends a directory if it holds Go files.
func appendGoDir(found []candidate, m *Module, dir string) []candidate {
	if dir == "" {
		return found
	}
	entries, _ := os.ReadDir(dir) // as much as can be read
	if !hasGo(dir, entries) {
		return found
	}
	return append(found, candidate{m, dir, entries})
}

// isGoDir reports whether a directory holds a file with the name of a Go file.
func isGoDir(dir string) bool {
	entries, _ := os.ReadDir(dir)
	return hasGo(dir, entries)
}

// hasGo reports whether the entries of a directory have one with the name of a
// Go file. Names that go/build passes over do not count in an index of the go
// command, so that they do only while files are new.
func hasGo(dir string, entries []os.DirEntry) bool {
	for _, e := range entries {
		if name := e.Name(); !strings.HasSuffix(name, ".go") || name[0] == '_' || name[0] == '.' {
			continue
		}
		if e.Type().IsRegular() {
			return true
		}
		if e.Type()&os.ModeSymlink != 0 {
			if fi, err := os.Stat(filepath.Join(dir, e.Name())); err == nil && fi.Mode().IsRegular() {
				return true
			}
		}
	}
	return false
}
