// Package constraint computes, for a Go source file, the Set of ports on which
// the go command builds it: from the file name, the build constraint lines and
// import "C". It agrees with go/build on every port.
package constraint

import (
	"go/build/constraint"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A Context is what the go command is told besides the port.
type Context struct {
	Tags      []string // -tags
	GoVersion string   // release whose tags are satisfied, as "go1.26"; "" is platform.GoVersion
}

// A File is what the name and the header of a Go file say.
type File struct {
	Name     string          // base name
	ByName   platform.Set    // ports that the name allows
	Matched  platform.Set    // ports on which go/build.Context.MatchFile selects the file: name and constraint lines only
	Built    platform.Set    // Matched, less the ports without cgo if the file imports "C"
	Package  string          // name in the package clause, "" if it does not parse
	ImportsC bool            // the file imports "C"
	Imports  []string        // import paths, "C" included, in order; nil if they do not parse
	Expr     constraint.Expr // the constraint lines that count, as one expression; nil if there are none
	Lines    []Line          // where Expr stands: one //go:build line or any number of // +build lines
	Tags     []string        // the build tags consulted, sorted: those of Expr and of the name's suffix
	Test     bool            // the name ends in _test.go
}

// A Line is the place of a constraint line. Offset and End bound the comment,
// from "//" to its last byte that is not space, in bytes from the beginning of
// the file.
type Line struct {
	Number      int // counts from 1
	Offset, End int
}

// Parse reads the header of a file: the base name and the source, of which
// nothing after the imports is looked at. A non-nil File is returned even
// with an error.
//
// The error is an [*Error]. It is nil if go/build does not look at the fault
// on any port, as in a file that its constraint excludes everywhere.
//
// Files that are not Go source may be given too: those that go/build knows,
// such as assembly, have their Matched from the name and the constraint lines,
// and Built equal to it; others have none.
func (c *Context) Parse(name string, src []byte) (*File, error) {
	var h header
	if kind := kindOf(name); kind >= comments {
		h = headerOf(kind, src)
	}
	return c.parse(name, name, src, h)
}

// ReadFile is Parse of a file on disk; it reads only as much as the header
// needs, and nothing of a file whose name tells all. Errors other than
// [*Error] are those of the file system.
func (c *Context) ReadFile(path string) (*File, error) {
	name := filepath.Base(path)
	var src []byte
	var h header
	if kind := kindOf(name); kind >= comments {
		b := buffers.Get().(*buffer)
		defer b.release()
		var err error
		if src, h, err = b.readFile(kind, path); err != nil {
			return &File{Name: name, Test: isTest(name)}, err
		}
	}
	return c.parse(path, name, src, h)
}

// parse evaluates the header h of src; path is the name that errors have.
func (c *Context) parse(path, name string, src []byte, h header) (*File, error) {
	f := &File{Name: name, Test: isTest(name)}
	kind := kindOf(name)
	if kind == unknown {
		return f, nil
	}
	f.Tags = suffixTags(name)
	slices.Sort(f.Tags)
	f.ByName = platform.All()
	for _, tag := range f.Tags {
		f.ByName = f.ByName.Intersect(c.tag(tag))
	}
	if kind == binary {
		f.Matched, f.Built = f.ByName, f.ByName
		return f, nil
	}

	fault := func(offset int, ports platform.Set, err error) error {
		if ports.Empty() {
			return nil
		}
		line, column := position(src, offset)
		return &Error{File: path, Line: line, Column: column, Ports: ports, Err: err}
	}
	if h.readErr != nil {
		return f, fault(h.errOffset, f.ByName, h.readErr)
	}
	f.Package, f.Imports = h.pkg, h.imports
	f.ImportsC = h.importC > 0

	x, lines, offset, err := exprOf(src[:h.lead])
	if err != nil {
		return f, fault(offset, f.ByName, err)
	}
	f.Matched = f.ByName
	if x != nil {
		f.Expr, f.Lines = x, lines
		f.Matched = f.Matched.Intersect(c.Expr(x))
		f.Tags = appendTags(f.Tags, x)
	}
	slices.Sort(f.Tags)
	f.Tags = slices.Compact(f.Tags)

	// go/build.Context.Import: it ignores package documentation, and files
	// with import "C" where cgo is off; in a test import "C" is an error,
	// whatever cgo is.
	f.Built = f.Matched
	switch {
	case h.pkg == "documentation":
		f.Built = platform.Set{}
	case f.ImportsC && f.Test:
		return f, fault(h.importC, f.Matched, errTestC)
	case f.ImportsC:
		f.Built = f.Built.Intersect(c.cgo())
	}
	if h.parseErr != nil {
		return f, fault(h.errOffset, f.Matched, h.parseErr)
	}
	return f, nil
}

func isTest(name string) bool { return strings.HasSuffix(name, "_test.go") }
