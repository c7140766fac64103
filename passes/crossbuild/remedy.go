package crossbuild

import (
	"fmt"
	"go/ast"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// usualRemedy returns what helps against errors of a kind if no more is known
// of the error.
func (f *fault) usualRemedy(kind finding.Kind) string {
	if m := f.dependency(); m != nil {
		switch kind {
		case finding.CHeader, finding.CLibrary, finding.CCompiler, finding.OldToolchain, finding.ToolchainLimit, finding.NeedsCgo:
		default:
			return fmt.Sprintf("look for a version of %s that is newer than %s, or keep what imports it from being built there", m.Path, m.Version)
		}
	}
	switch kind {
	case finding.Undefined:
		return "declare it for the port, or move what needs it to a file with a build constraint"
	case finding.TypeError:
		return "move it to a file with a build constraint if the types are not the same on all ports"
	case finding.Redeclared:
		return "give one of the files a build constraint that leaves the other's ports out"
	case finding.MissingBody:
		return "write its body in Go, or in assembly for the architecture"
	case finding.NoFiles:
		return "add a file for the port, or move the import to a file with a build constraint"
	case finding.NeedsCgo:
		return "build with CGO_ENABLED=1 and a C compiler for the port"
	case finding.CHeader:
		return "install the header for the port"
	case finding.CLibrary:
		return "install the library for the port"
	case finding.CCompiler:
		return "set CC to a C compiler for the port, or let -cgo=auto look for one"
	case finding.CError:
		return "mend the C code, or constrain the file to the ports that it is for"
	case finding.Reference:
		return "define it for the port, or constrain what refers to it"
	case finding.Linkname:
		return "use exported API instead of go:linkname"
	case finding.Assembly:
		return f.assemblyRemedy()
	case finding.Embed:
		return "add the file, or mend the pattern"
	case finding.ToolchainLimit:
		return "build it with cgo and a C compiler for the port, or leave the package out there"
	case finding.OldToolchain:
		return "install a newer release of Go"
	case finding.Syntax:
		return "mend the syntax"
	case finding.Import:
		return "mend the import path, or add the package"
	case finding.Link:
		return "look at what the linker says"
	}
	return ""
}

// dependency returns the module that the package belongs to, if it is neither
// a main module nor replaced by a directory.
func (f *fault) dependency() *module {
	if f.pkg == nil {
		return nil
	}
	return f.pkg.dependency()
}

// dependency returns the module of p if a version of it is in use.
func (p *listed) dependency() *module {
	if m := p.Module; m != nil && !m.Main && m.Version != "" && m.Replace == nil {
		return m
	}
	return nil
}

// withCgo returns the ports with cgo on.
func withCgo() platform.Set {
	s, _ := platform.Tag("cgo")
	return s
}

// missing returns the targets on which a file is built, but what exists is not.
func (f *fault) missing(file *sourceFile, exists platform.Set) platform.Set {
	return file.Built.Intersect(f.targets).Minus(exists)
}

// curedByCgo reports whether what is missing on some ports is there if cgo is
// switched on.
func curedByCgo(missing, exists platform.Set) bool {
	return missing.Minus(withCgo()).Overlaps(exists.Intersect(withCgo()).AnyCgo())
}

// needsCgo is the judgement on a name that is there with cgo on.
func needsCgo(name string) judgement {
	return judgement{finding.NeedsCgo, "build with CGO_ENABLED=1 and a C compiler for the port, or declare " + name + " in a file with //go:build !cgo too"}
}

// maxOperators is how long a constraint may be that a remedy names.
const maxOperators = 5

// undefinedOwn judges a name that the package itself is to declare.
func (f *fault) undefinedOwn() judgement {
	dir, file := f.own()
	if file == nil {
		return judgement{}
	}
	name := f.part[1]
	return f.lacking(file, name, dir.names[name])
}

// lacking judges the use of a name that this package declares on the given
// ports.
func (f *fault) lacking(file *sourceFile, name string, exists platform.Set) judgement {
	if exists.Empty() {
		return judgement{remedy: "check the spelling: no file of the package declares " + name + ", for any port"}
	}
	missing := f.missing(file, exists)
	if missing.Empty() {
		return judgement{}
	}
	if curedByCgo(missing, exists) {
		return needsCgo(name)
	}
	if expr := f.elsewhere(exists, missing); expr != "" {
		return judgement{remedy: fmt.Sprintf("declare %s in a file with //go:build %s too", name, expr)}
	}
	return judgement{remedy: fmt.Sprintf("declare %s in a file for these ports too", name)}
}

// elsewhere returns the constraint of a file for the ports on which something
// does not exist, or at least the missing ones, or "" if it would be too long.
func (f *fault) elsewhere(exists, missing platform.Set) string {
	without := exists.Complement()
	if expr := constraint.Guard(without, platform.All(), platform.All(), f.targets); expr != "" {
		return expr
	}
	if expr, ok := platform.ConstraintBetween(missing, without); ok && constraint.Operators(expr) <= maxOperators {
		return expr
	}
	return ""
}

// undefinedImported judges "pkg.Name".
func (f *fault) undefinedImported() judgement {
	if f.part[3] != "" {
		return judgement{remedy: "write " + f.part[1] + "." + f.part[3]}
	}
	return f.absent(f.part[1]+"."+f.part[2], f.imported(f.part[1]), f.part[2])
}

// undefinedMember judges a selector: "type T has no field or method X".
func (f *fault) undefinedMember() judgement { return f.member(f.part[1], f.part[2]) }

// unknownField judges a key of a struct literal.
func (f *fault) unknownField() judgement { return f.member(f.part[2], f.part[1]) }

// member judges a member that a type does not have; the type is written as the
// compiler does.
func (f *fault) member(typ, member string) judgement {
	typ, _, _ = strings.Cut(strings.TrimLeft(typ, "*"), "[")
	if i := strings.LastIndexByte(typ, '.'); i >= 0 {
		return f.absent(typ[i+1:]+"."+member, f.imported(typ[:i]), typ[i+1:]+"."+member)
	}
	dir, file := f.own()
	if file == nil {
		return judgement{}
	}
	exists, ok := dir.members()[typ+"."+member]
	if !ok {
		return judgement{}
	}
	return f.lacking(file, typ+"."+member, exists)
}

// absent judges the use of a name of another package, which the source calls
// text.
func (f *fault) absent(text, pkg, name string) judgement {
	_, file := f.own()
	if file == nil || pkg == "" {
		return judgement{}
	}
	exists := f.exists(pkg, name)
	if j := f.outdated(pkg, func(d *directory) bool { return d.has(name, f.graph.port) }); j.kind != "" {
		return j
	}
	missing := f.missing(file, exists)
	switch {
	case missing.Empty(), exists.Empty():
		if strings.Contains(name, ".") {
			return judgement{} // an embedded type may have it
		}
		return judgement{remedy: "check the spelling: " + text + " is not declared for any port"}
	case curedByCgo(missing, exists):
		return judgement{finding.NeedsCgo, "build with CGO_ENABLED=1 and a C compiler for the port, or move what needs it to a file with //go:build cgo"}
	}
	if expr := constraint.Guard(exists, file.Built, platform.All(), f.targets); expr != "" {
		return judgement{remedy: "move what needs it to a file with //go:build " + expr}
	}
	return judgement{}
}

// has reports whether a package declares a name or "Type.Member" on a port, or
// has a file there if name is "".
func (d *directory) has(name string, port platform.Port) bool {
	switch {
	case name == "":
		return d.built.Contains(port)
	case !strings.Contains(name, "."):
		return d.names[name].Contains(port)
	}
	typ, member, _ := strings.Cut(name, ".")
	if !d.names[typ].Contains(port) || !d.exported().Exists(name).Contains(port) {
		return false
	}
	// A name that nothing declares is taken to be everywhere: so look.
	return slices.ContainsFunc(d.files, func(f sourceFile) bool {
		found := false
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && id.Name == member
			return !found
		})
		return found && f.Built.Contains(port)
	})
}

// outdated judges the use of a package of another module: whether a newer
// version of it has what is missing.
func (f *fault) outdated(pkg string, has func(*directory) bool) judgement {
	p := f.graph.byPath[pkg]
	if p == nil {
		return judgement{}
	}
	m := p.dependency()
	if m == nil {
		return judgement{}
	}
	version := f.newer.find(f.ctx, m, func(root string) bool {
		return has(f.directory(filepath.Join(root, filepath.FromSlash(strings.TrimPrefix(pkg, m.Path)))))
	})
	if version == "" {
		return judgement{}
	}
	return judgement{finding.Dependency, fmt.Sprintf("update %s, %s has it: go get %[1]s@%[2]s", m.Path, version)}
}

// mendedBy returns the remedy for an error in a module that is not the main
// one, if a newer version is without it, else "".
func (f *fault) mendedBy(kind finding.Kind) string {
	m := f.dependency()
	if m == nil || f.file == "" {
		return ""
	}
	var name string
	switch kind {
	case finding.Undefined, finding.NeedsCgo:
		if len(f.part) < 2 {
			return ""
		}
		name = f.part[1]
		if i := slices.IndexFunc(f.part[2:], func(s string) bool { return s != "" }); i >= 0 {
			name = f.part[2+i]
		}
	case finding.MissingBody:
		_, file := f.own()
		if file == nil {
			return ""
		}
		name = f.functionIn(file)
	default:
		return ""
	}
	port := f.graph.port
	version := f.newer.find(f.ctx, m, func(root string) bool {
		d := f.directory(filepath.Join(root, filepath.FromSlash(strings.TrimPrefix(f.pkg.ImportPath, m.Path))))
		if kind == finding.MissingBody {
			return d.built.Contains(port) && (d.bodies.Contains(port) || !d.bodyless(name, port))
		}
		return d.built.Contains(port) && (d.names[name].Contains(port) || !d.mentions(name, port))
	})
	if version == "" {
		return ""
	}
	return withoutError(m, version)
}

func withoutError(m *module, version string) string {
	return fmt.Sprintf("update %s, %s is without that error: go get %[1]s@%[2]s", m.Path, version)
}

// mentions reports whether a file that is built on port has an identifier, or
// the target of a go:linkname, of the given name.
func (d *directory) mentions(name string, port platform.Port) bool {
	return slices.ContainsFunc(d.files, func(f sourceFile) bool {
		if !f.Built.Contains(port) {
			return false
		}
		found := false
		ast.Inspect(f.syntax, func(n ast.Node) bool {
			id, ok := n.(*ast.Ident)
			found = found || ok && id.Name == name
			return !found
		})
		for _, l := range f.linknames() {
			found = found || l.target == name
		}
		return found
	})
}

// excluded judges the import, by package importer, of a package that has no
// files on the port. The import is in file, "" if there is none.
func (g *graph) excluded(importer, file string, target *listed) judgement {
	if g.classifier == nil {
		return judgement{}
	}
	f := &fault{classifier: g.classifier, graph: g, pkg: g.byPath[importer], file: file}
	if j := f.outdated(target.ImportPath, func(d *directory) bool { return d.has("", g.port) }); j.kind != "" {
		return j
	}
	exists := f.exists(target.ImportPath, "")
	_, source := f.own()
	if source == nil {
		missing := f.targets.Minus(exists)
		if curedByCgo(missing, exists) {
			return judgement{finding.NeedsCgo, "build with CGO_ENABLED=1 and a C compiler for the port, or add a file with //go:build !cgo"}
		}
		if expr := f.elsewhere(exists, missing); expr != "" && !exists.Empty() {
			return judgement{finding.NoFiles, "add a file with //go:build " + expr + ", or do not name the package there"}
		}
		return judgement{finding.NoFiles, "add a file for the port, or do not name the package there"}
	}
	if curedByCgo(f.missing(source, exists), exists) {
		return judgement{finding.NeedsCgo, "build with CGO_ENABLED=1 and a C compiler for the port, or move the import to a file with //go:build cgo"}
	}
	if expr := constraint.Guard(exists, source.Built, platform.All(), f.targets); expr != "" {
		return judgement{finding.NoFiles, "move the import to a file with //go:build " + expr}
	}
	return judgement{finding.NoFiles, f.usualRemedy(finding.NoFiles)}
}

// judged sets what is known of f apart from its text.
func (g *graph) judged(f *finding.Finding, j judgement) {
	if j.kind != "" {
		f.Kind, f.Remedy = j.kind, j.remedy
	}
}
