package crossbuild

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// A directory is what the files of one package, tests excepted, say over all
// ports.
type directory struct {
	files    []sourceFile
	built    platform.Set            // ports on which there is a Go file
	bodies   platform.Set            // ports on which functions may be written in something else than Go
	assembly []*constraint.File      // files that the Go assembler would assemble
	names    map[string]platform.Set // package-level names
	members  func() map[string]platform.Set
	exported func() *decl.Package
}

// A sourceFile is a Go file.
type sourceFile struct {
	*constraint.File
	syntax *ast.File
	fset   *token.FileSet
}

// directory returns what the files of a directory say. Files that cannot be
// read or parsed are left out.
func (c *classifier) directory(dir string) *directory {
	c.mu.Lock()
	defer c.mu.Unlock()
	d := c.dirs[dir]
	if d == nil {
		d = c.readDirectory(dir)
		c.dirs[dir] = d
	}
	return d
}

func (c *classifier) readDirectory(dir string) *directory {
	d := &directory{names: map[string]platform.Set{}}
	entries, err := os.ReadDir(dir)
	if err != nil {
		entries = nil // the go command has said what is wrong
	}
	var syntax []decl.File
	for _, e := range entries {
		header, err := c.constraints.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil || header.Test || header.Built.Empty() {
			continue
		}
		switch filepath.Ext(e.Name()) {
		case ".go":
		case ".s":
			d.bodies = d.bodies.Union(header.Built)
			d.assembly = append(d.assembly, header)
			continue
		case ".c", ".cc", ".cpp", ".cxx", ".m", ".S", ".sx":
			d.bodies = d.bodies.Union(header.Built.Intersect(withCgo()))
			continue
		default:
			continue
		}
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil || header.Package == "documentation" {
			continue
		}
		d.files = append(d.files, sourceFile{header, f, fset})
		d.built = d.built.Union(header.Built)
		syntax = append(syntax, decl.File{Syntax: f, Built: header.Built})
		for _, name := range packageNames(f) {
			d.names[name] = d.names[name].Union(header.Built)
		}
	}
	d.members = sync.OnceValue(func() map[string]platform.Set { return decl.Partial(syntax) })
	d.exported = sync.OnceValue(func() *decl.Package { return decl.Of(syntax) })
	return d
}

// packageNames returns the package-level names that a file declares.
func packageNames(f *ast.File) []string {
	var names []string
	for _, d := range f.Decls {
		switch d := d.(type) {
		case *ast.FuncDecl:
			if d.Recv == nil {
				names = append(names, d.Name.Name)
			}
		case *ast.GenDecl:
			for _, spec := range d.Specs {
				switch spec := spec.(type) {
				case *ast.ValueSpec:
					for _, n := range spec.Names {
						names = append(names, n.Name)
					}
				case *ast.TypeSpec:
					names = append(names, spec.Name.Name)
				}
			}
		}
	}
	return names
}

// file returns the file of the given base name, or nil if it is not there.
func (d *directory) file(name string) *sourceFile {
	i := slices.IndexFunc(d.files, func(f sourceFile) bool { return f.Name == name })
	if i < 0 {
		return nil
	}
	return &d.files[i]
}

// own returns the directory of the package that fails, and the file with the
// error; either is nil if it is not known.
func (f *fault) own() (*directory, *sourceFile) {
	if f.pkg == nil || f.pkg.Dir == "" {
		return nil, nil
	}
	d := f.directory(f.pkg.Dir)
	return d, d.file(filepath.Base(f.file))
}

// exists returns the ports on which a package declares a name or "Type.Member",
// or has files if name is "". It is empty if nothing is known.
func (f *fault) exists(pkg, name string) platform.Set {
	var exported *decl.Package
	switch std := f.std(); {
	case std.Covers(pkg):
		exported = std.Package(pkg)
	default:
		p := f.graph.byPath[pkg]
		if p == nil || p.Dir == "" {
			return platform.Set{}
		}
		d := f.directory(p.Dir)
		switch {
		case name == "":
			return d.built
		case !strings.Contains(name, "."):
			return d.names[name]
		}
		exported = d.exported()
	}
	switch {
	case exported == nil:
		return platform.Set{}
	case name == "":
		return exported.Files
	}
	return exported.Exists(name)
}

// imported returns the import path of the package that the file of f, or
// another one of its package, calls qualifier; it may be the path itself. It is
// "" if that is not known.
func (f *fault) imported(qualifier string) string {
	d, file := f.own()
	if d == nil {
		return ""
	}
	var files []sourceFile
	if file != nil {
		files = append(files, *file)
	}
	for _, file := range append(files, d.files...) {
		for _, spec := range file.syntax.Imports {
			target, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				continue
			}
			if mapped, ok := f.pkg.ImportMap[target]; ok {
				target = mapped
			}
			switch p := f.graph.byPath[target]; {
			case spec.Name != nil && spec.Name.Name == qualifier,
				spec.Name == nil && p != nil && p.Name == qualifier,
				spec.Name == nil && (p == nil || p.Name == "") && path.Base(target) == qualifier,
				target == qualifier:
				return target
			}
		}
	}
	return ""
}
