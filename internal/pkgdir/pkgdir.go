// Package pkgdir finds the directory of an imported package without the go
// command, from go.mod, the vendor directory and the module cache. Analyzers
// need it for packages that only other ports import: no driver tells them.
package pkgdir

import (
	"go/build"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
)

// Find returns the directory of the package path as imported from the module
// at root, or "" if that is not known: then the package may still exist.
func Find(root, path string) string {
	if root == "" {
		return ""
	}
	if dir := filepath.Join(root, "vendor", filepath.FromSlash(path)); isDir(dir) {
		return dir
	}
	mod := readMod(root)
	if mod == nil {
		return ""
	}
	if rest, ok := below(path, mod.Module.Mod.Path); ok {
		if dir := filepath.Join(root, rest); isDir(dir) {
			return dir
		}
	}
	best := ""
	bestLen := -1
	for _, req := range mod.Require {
		rest, ok := below(path, req.Mod.Path)
		if !ok || len(req.Mod.Path) <= bestLen {
			continue
		}
		moduleDir := moduleDir(root, mod, req.Mod)
		if moduleDir == "" {
			continue
		}
		if dir := filepath.Join(moduleDir, rest); isDir(dir) {
			best, bestLen = dir, len(req.Mod.Path)
		}
	}
	return best
}

// Module returns the module that the package path would be in, among those that
// the go.mod at root requires, or "".
func Module(root, path string) string {
	mod := readMod(root)
	if mod == nil {
		return ""
	}
	best := ""
	for _, req := range mod.Require {
		if _, ok := below(path, req.Mod.Path); ok && len(req.Mod.Path) > len(best) {
			best = req.Mod.Path
		}
	}
	return best
}

// InMain reports whether the package path belongs to the module at root.
func InMain(root, path string) bool {
	mod := readMod(root)
	if mod == nil {
		return false
	}
	_, ok := below(path, mod.Module.Mod.Path)
	return ok
}

// readMod parses the go.mod at root; it returns nil if that cannot be done.
func readMod(root string) *modfile.File {
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return nil
	}
	mod, err := modfile.Parse("go.mod", data, nil) // ParseLax passes over replace directives
	if err != nil || mod.Module == nil {
		return nil
	}
	return mod
}

// below returns the part of path below the module mod, in the form of the
// operating system.
func below(path, mod string) (rest string, ok bool) {
	if path == mod {
		return "", true
	}
	rest, ok = strings.CutPrefix(path, mod+"/")
	return filepath.FromSlash(rest), ok
}

// moduleDir returns where the source of a required module is, or "".
func moduleDir(root string, mod *modfile.File, v module.Version) string {
	for _, r := range mod.Replace {
		if r.Old.Path != v.Path || r.Old.Version != "" && r.Old.Version != v.Version {
			continue
		}
		if r.New.Version != "" {
			v = r.New
			break
		}
		if filepath.IsAbs(r.New.Path) {
			return r.New.Path
		}
		return filepath.Join(root, filepath.FromSlash(r.New.Path))
	}
	path, err := module.EscapePath(v.Path)
	if err != nil {
		return ""
	}
	version, err := module.EscapeVersion(v.Version)
	if err != nil {
		return ""
	}
	return filepath.Join(modCache(), filepath.FromSlash(path)+"@"+version)
}

func modCache() string {
	if dir := os.Getenv("GOMODCACHE"); dir != "" {
		return dir
	}
	gopath := filepath.SplitList(build.Default.GOPATH)
	if len(gopath) == 0 {
		return ""
	}
	return filepath.Join(gopath[0], "pkg", "mod")
}

func isDir(dir string) bool {
	fi, err := os.Stat(dir)
	return err == nil && fi.IsDir()
}
