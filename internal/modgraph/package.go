package modgraph

import (
	"path/filepath"
	"strings"
)

// A Package is what `go list -json` says of one. The fields have the meaning
// they have there. Slices and maps are shared between ports: they must not be
// changed.
type Package struct {
	Dir            string
	ImportPath     string // with " [q.test]" for a test variant
	Name           string
	ForTest        string
	Standard       bool
	DepOnly        bool
	Module         *Module
	Match          []string
	GoFiles        []string // none for the generated main package of a test
	CgoFiles       []string
	IgnoredGoFiles []string
	InvalidGoFiles []string
	CFiles         []string
	CXXFiles       []string
	MFiles         []string
	HFiles         []string
	FFiles         []string
	SFiles         []string
	SwigFiles      []string
	SwigCXXFiles   []string
	SysoFiles      []string
	Imports        []string
	ImportMap      map[string]string
	Error          *Error
}

// Imported returns the import path of the package that path stands for in the
// files of p.
func (p *Package) Imported(path string) string {
	if mapped, ok := p.ImportMap[path]; ok {
		return mapped
	}
	return path
}

// InModuleCache reports whether the files of p are those of a version of a
// module, which never change.
func (p *Package) InModuleCache() bool {
	m := p.Module
	if m == nil || m.Main {
		return false
	}
	if m.Replace != nil {
		m = m.Replace
	}
	return m.Version != "" && strings.Contains(filepath.ToSlash(p.Dir), "@"+m.Version)
}

// String returns path@version of the module, or of what replaces it.
func (m *Module) String() string {
	if m.Replace != nil {
		m = m.Replace
	}
	if m.Version == "" {
		return m.Path
	}
	return m.Path + "@" + m.Version
}

// A Module is the module that a package belongs to.
type Module struct {
	Path      string
	Version   string
	Dir       string
	GoVersion string
	Main      bool
	Replace   *Module
}

// An Error is why a package cannot be loaded, or what is wrong with its
// imports.
type Error struct {
	ImportStack []string
	Pos         string // file:line:column, or ""
	Err         string
}
