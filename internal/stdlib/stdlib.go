// Package stdlib knows where each exported name of the standard library
// exists, where it has another type than elsewhere, whose behaviour depends on
// cgo, and what always fails, on every port.
//
// Nothing is listed by hand: [Compute] derives the table from the source of a
// GOROOT. The table of the Go release that xplatvet is generated for is
// embedded; the tables of others are computed once and kept under the user's
// cache directory.
package stdlib

import (
	"bytes"
	_ "embed"
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/stub"
	"github.com/xplatvet/xplatvet/internal/variant"
	"github.com/xplatvet/xplatvet/platform"
)

//go:generate go run ../cmd/gendata -std table.txt

// schema is the version of the table's form and of the way it is computed.
// It is part of the first line and of the name of cached tables.
const schema = 5

//go:embed table.txt
var embedded []byte

// A Table is the knowledge of one GOROOT. It is safe for concurrent use.
type Table struct {
	Version string // of Go, such as "go1.26.8"

	text map[string][]byte // section header → body, see AppendText

	mu     sync.Mutex
	stubs  map[string]stub.Table
	parsed map[string]*decl.Package
	types  map[string]*variant.Package
}

// Embedded returns the table of the release that platform.GoVersion names.
var Embedded = sync.OnceValue(func() *Table {
	t, err := Parse(embedded)
	if err != nil {
		panic("embedded table of the standard library: " + err.Error()) // a test parses it whole
	}
	return t
})

// Kinds of section in a table.
const (
	existsSection = "exists" // where names are declared
	cgoSection    = "cgo"    // where the behaviour of functions depends on cgo
	typesSection  = "types"  // which types names have where those differ

	linknameSection = "linkname" // where symbols are open to go:linkname
	wrapperSection  = "wrappers" // of syscall: functions by the number of the system call that they make
	refusedSection  = "refused"  // of syscall: functions that make no system call, and the numbers excepted
	dllSection      = "dlls"     // of syscall: DLLs that it loads from the system directory
)

// Has reports whether path is a package of the standard library that programs
// can import; internal ones are left out.
func (t *Table) Has(path string) bool {
	_, ok := t.text[path+" "+existsSection]
	return ok
}

// Package returns where the package path and its exported names exist, or nil
// if the table has no such package.
func (t *Table) Package(path string) *decl.Package { return t.section(path, existsSection) }

// Cgo returns, for each exported function ("LookupHost") and method
// ("Resolver.LookupHost") of a package whose behaviour is not the same with
// cgo on and off, the ports on which that is so: both ports of a pair, or
// none. It is nil if there is no such function.
func (t *Table) Cgo(path string) *decl.Package { return t.section(path, cgoSection) }

// Linkname returns the ports on which packages outside of the standard library
// may refer to a symbol of it by go:linkname, such as "runtime.nanotime" or
// "reflect.(*rtype).Name". ok is false if nothing is known: the symbol is not of
// the standard library, or the linker of the release does not check references.
func (t *Table) Linkname(symbol string) (ports platform.Set, ok bool) {
	path, name, ok := SplitSymbol(symbol)
	if !ok || !t.Covers(path) || t.text["runtime "+linknameSection] == nil {
		return platform.Set{}, false
	}
	if p := t.section(path, linknameSection); p != nil {
		ports = p.Names[name]
	}
	return ports, true
}

// Types returns the exported names of a package whose types differ between
// ports, or nil if there are none.
func (t *Table) Types(path string) *variant.Package {
	text, ok := t.text[path+" "+typesSection]
	if !ok {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if p, ok := t.types[path]; ok {
		return p
	}
	p, err := variant.Parse(text)
	if err != nil {
		p = nil // as in section
	}
	if t.types == nil {
		t.types = make(map[string]*variant.Package)
	}
	t.types[path] = p
	return p
}

func (t *Table) section(path, kind string) *decl.Package {
	key := path + " " + kind
	text, ok := t.text[key]
	if !ok {
		return nil
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	if p, ok := t.parsed[key]; ok {
		return p
	}
	p, err := decl.Parse(text)
	if err != nil {
		// Parse has checked the table's digest or made it; a broken section
		// means that nothing is known of it.
		p = nil
	}
	if t.parsed == nil {
		t.parsed = make(map[string]*decl.Package)
	}
	t.parsed[key] = p
	return p
}

// AppendText appends the table in the form that [Parse] reads: a first line
// with schema and version, then sections "package PATH KIND" in order.
func (t *Table) AppendText(buf []byte) []byte {
	buf = append(buf, firstLine(t.Version)...)
	for _, key := range slices.Sorted(maps.Keys(t.text)) {
		buf = fmt.Appendf(buf, "\npackage %s\n", key)
		buf = append(buf, t.text[key]...)
	}
	return buf
}

func firstLine(version string) string {
	return fmt.Sprintf("xplatvet std table %d %s\n", schema, version)
}

// Parse reads what AppendText wrote. Sections are parsed when asked for.
func Parse(text []byte) (*Table, error) {
	first, rest, _ := bytes.Cut(text, []byte("\n"))
	_, version, ok := strings.Cut(string(first)+"\n", strings.TrimSuffix(firstLine(""), "\n"))
	if !ok {
		return nil, fmt.Errorf("not a table of schema %d: %q", schema, first)
	}
	t := &Table{Version: strings.TrimSpace(version), text: make(map[string][]byte)}
	const sep = "\npackage "
	for _, s := range bytes.Split(append([]byte(nil), rest...), []byte(sep)) {
		if len(s) == 0 {
			continue
		}
		key, body, ok := bytes.Cut(s, []byte("\n"))
		if !ok {
			return nil, fmt.Errorf("section %q has no body", key)
		}
		// Cut took the newline that ends the body; text ends with one.
		if !bytes.HasSuffix(body, []byte("\n")) {
			body = append(body[:len(body):len(body)], '\n')
		}
		t.text[string(key)] = body
	}
	return t, nil
}

// Covers reports whether path belongs to the standard library, internal and
// vendored packages included.
func (t *Table) Covers(path string) bool {
	for {
		if t.Has(path) {
			return true
		}
		i := strings.LastIndexByte(path, '/')
		if i < 0 {
			return path == "internal" || path == "vendor" || path == "unsafe" || path == "cmd"
		}
		path = path[:i]
	}
}
