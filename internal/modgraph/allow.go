package modgraph

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

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
	program := p.Name == "main" && from.Dir != p.Dir
	l.odd = l.odd || program
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
	if program {
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
