package modgraph

import (
	"io/fs"
	"maps"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// walk finds the packages that a pattern matches on some port.
func (g *Graph) walk(p *pattern) error {
	switch {
	case !p.local && !p.wild:
		n := g.resolver.resolve(nil, p.text)
		p.found = []match{{n: n, at: n}}
		return nil
	case !p.local:
		return g.walkImports(p)
	case !p.wild:
		dir := p.text
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(g.env.cwd, dir)
		}
		return g.addDir(p, filepath.Clean(dir))
	}
	return g.walkDirs(p)
}

// addDir adds the package of a directory in a main module:
// cmd/go/internal/modload.resolveLocalPackage.
func (g *Graph) addDir(p *pattern, dir string) error {
	for _, m := range g.resolver.mod.main {
		if !hasPathPrefix(dir, m.Dir) {
			continue
		}
		suffix := filepath.ToSlash(strings.TrimPrefix(strings.TrimPrefix(dir, m.Dir), string(filepath.Separator)))
		if strings.Contains(suffix, "@") {
			continue
		}
		if suffix == "vendor" || strings.HasPrefix(suffix, "vendor/") {
			return unusual("vendor directory " + dir)
		}
		importPath := path.Join(m.Path, suffix)
		if !isGoDir(dir) || dirInModule(importPath, m.Path, m.Dir, true) == "" {
			continue
		}
		n := g.resolver.resolve(nil, importPath)
		at := n
		if n.dir == "" {
			at = &node{dir: dir}
		} else if n.dir != dir {
			continue
		}
		if !p.wild {
			g.scan(at)
			if !slices.ContainsFunc(at.files, func(f *file) bool { return f.ext == ".go" }) {
				break
			}
		}
		p.found = append(p.found, match{n: n, at: at})
		return nil
	}
	return unusual("no package of a main module in " + dir)
}

// walkDirs is cmd/go/internal/search.(*Match).MatchDirs.
func (g *Graph) walkDirs(p *pattern) error {
	clean := filepath.Clean(p.text)
	prefix := ""
	if clean != "." && strings.HasPrefix(p.text, "./") {
		prefix = "./"
		clean = "." + string(filepath.Separator) + clean
	}
	match := matchPattern(filepath.ToSlash(clean))
	start, _ := filepath.Split(clean[:strings.Index(clean, "...")])
	if start == "" {
		start = "."
	}
	abs := start
	if !filepath.IsAbs(abs) {
		abs = filepath.Join(g.env.cwd, abs)
	}
	abs = filepath.Clean(abs)
	root := moduleRoot(abs)
	if !slices.ContainsFunc(g.resolver.mod.main, func(m *Module) bool { return m.Dir == root }) {
		return unusual(p.text + " is outside of the main module")
	}
	ignore := ignoredOf(root)
	// The names that the pattern is matched with are relative if it is.
	base := filepath.Clean(start)
	return walkTree(abs, func(dir string, top bool) (bool, error) {
		rel := strings.TrimPrefix(strings.TrimPrefix(dir, abs), string(filepath.Separator))
		name := filepath.Join(base, rel)
		elem := filepath.Base(name)
		if strings.HasPrefix(elem, ".") && elem != "." && elem != ".." || strings.HasPrefix(elem, "_") || elem == "testdata" {
			return false, nil
		}
		if sub, ok := strings.CutPrefix(dir, root); ok && ignore.ignores(sub) {
			return false, nil
		}
		if !top && isFile(filepath.Join(dir, "go.mod")) {
			return false, nil
		}
		if match(prefix+filepath.ToSlash(name)) && isGoDir(dir) {
			return true, g.addDir(p, dir)
		}
		return true, nil
	})
}

// walkTree calls visit for each directory of a tree in lexical order; symbolic
// links are followed at the top only. It descends where visit returns true.
func walkTree(root string, visit func(dir string, top bool) (bool, error)) error {
	if !strings.HasSuffix(root, string(filepath.Separator)) {
		root += string(filepath.Separator) // follows a link
	}
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return unusual(err.Error())
		case !d.IsDir():
			return nil
		}
		down, err := visit(filepath.Clean(name), name == root)
		if err == nil && !down {
			return filepath.SkipDir
		}
		return err
	})
	return err
}

// moduleRoot returns the nearest directory at or above dir with a go.mod.
func moduleRoot(dir string) string {
	for {
		if isFile(filepath.Join(dir, "go.mod")) {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// walkImports is cmd/go/internal/modload.matchPackages.
func (g *Graph) walkImports(p *pattern) error {
	matches, canMatch := matchPattern(p.text), treeCanMatch(p.text)
	seen := map[string]bool{"builtin": true}
	dirs := make(map[string]string) // by import path
	visit := func(root, importRoot string, local, vendor bool, ignore ignored) error {
		return walkTree(root, func(dir string, top bool) (bool, error) {
			elem := filepath.Base(dir)
			sub := strings.TrimPrefix(dir, filepath.Clean(root))
			if !top && (strings.HasPrefix(elem, ".") || strings.HasPrefix(elem, "_") || elem == "testdata" || ignore.ignores(sub)) {
				return false, nil
			}
			name := path.Join(importRoot, strings.TrimPrefix(filepath.ToSlash(sub), "/"))
			switch {
			case top && importRoot == "":
				return true, nil
			case !canMatch(name), local && !top && isFile(filepath.Join(dir, "go.mod")):
				return false, nil
			}
			if !seen[name] {
				seen[name] = true
				if matches(name) && isGoDir(dir) {
					dirs[name] = dir
				}
			}
			return elem != "vendor" || vendor || top, nil
		})
	}
	if canMatch("cmd") {
		return unusual("pattern " + p.text)
	}
	if first, _, _ := strings.Cut(p.text, "/"); isDir(filepath.Join(g.env.std, first)) || strings.Contains(first, "...") {
		if err := visit(g.env.std, "", true, true, ignored{}); err != nil {
			return err
		}
	}
	mods := g.resolver.mod
	all := slices.Collect(maps.Values(mods.all))
	if v := mods.vendor; v != nil {
		all = mods.main
		if err := visit(v.dir, "", false, false, ignored{}); err != nil {
			return err
		}
	}
	for _, m := range all {
		if !canMatch(m.Path) {
			continue
		}
		if f := mods.fetch(m); f.missing || f.err != nil {
			return unusual("pattern " + p.text + " may match packages of module " + m.Path)
		}
		local := m.Main || m.Replace != nil && m.Replace.Version == ""
		if err := visit(m.Dir, m.Path, local, false, ignoredOf(m.Dir)); err != nil {
			return err
		}
	}
	for _, path := range slices.Sorted(maps.Keys(dirs)) {
		n := g.resolver.resolve(nil, path)
		at := n
		if n.dir == "" {
			at = &node{dir: dirs[path]}
		}
		p.found = append(p.found, match{n: n, at: at})
	}
	return nil
}
