package stdlib

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// A linkTable collects the symbols of the standard library that packages
// outside of it may refer to by go:linkname.
//
// The linker (cmd/link/internal/loader, checkLinkname) lets a package refer to
// a symbol that the standard library defines only if the definition is marked:
// by a go:linkname directive in the package that the symbol belongs to, by one
// on a definition in another package, or by being written in assembly. Some
// symbols it keeps for packages of the standard library all the same
// (blockedLinknames).
type linkTable struct {
	open    map[string]platform.Set // "time.Sleep", "reflect.(*rtype).Name" → ports
	blocked map[string]bool
}

// linkDir is what one directory of the standard library contributes.
type linkDir struct {
	path       string
	directives []directive
	defined    map[string]platform.Set // Go functions with a body, and variables: "name", "(*T).name"
	given      map[string]platform.Set // the variables that have an initial value
	bodyless   map[string]platform.Set
	wrapped    map[string]platform.Set // functions whose arguments are on the stack: others call a wrapper
	assembly   map[string]platform.Set // functions: "pkg.name"
	data       map[string]platform.Set // data in assembly: "pkg.name"
}

// A directive is one go:linkname line, its second operand filled in.
type directive struct {
	local, target string
	built         platform.Set
}

var (
	linknameRx = regexp.MustCompile(`(?m)^//go:linkname[ \t]+(\S+)(?:[ \t]+(\S+))?[ \t]*\r?$`)
	textRx     = regexp.MustCompile(`(?m)^[ \t]*(TEXT|GLOBL|[A-Z_]+\()[ \t]*([^\s(),]*·[^\s(),<+]+)(<>)?`)
)

// readLinkDir reads the package in dir, or returns nil if no symbol of it can
// be open.
func readLinkDir(ctx *constraint.Context, dir, path string) (*linkDir, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, fmt.Errorf("read package %s: %w", path, err)
	}
	d := &linkDir{
		path:     path,
		defined:  make(map[string]platform.Set),
		given:    make(map[string]platform.Set),
		bodyless: make(map[string]platform.Set),
		wrapped:  make(map[string]platform.Set),
		assembly: make(map[string]platform.Set),
		data:     make(map[string]platform.Set),
	}
	type source struct {
		built platform.Set
		text  []byte
	}
	var files []source
	for _, e := range entries {
		name := e.Name()
		ext := filepath.Ext(name)
		if e.IsDir() || ext != ".go" && ext != ".s" || strings.HasSuffix(name, "_test.go") {
			continue
		}
		text, err := os.ReadFile(filepath.Join(dir, name))
		if err != nil {
			return nil, fmt.Errorf("read package %s: %w", path, err)
		}
		h, err := ctx.Parse(name, text)
		if err != nil || h.Built.Empty() || h.Package == "main" {
			continue
		}
		if ext == ".s" {
			d.addAssembly(text, h.Built)
			continue
		}
		for _, m := range linknameRx.FindAllSubmatch(text, -1) {
			local, target := string(m[1]), string(m[2])
			if target == "" {
				target = path + "." + local
			}
			d.directives = append(d.directives, directive{local, target, h.Built})
		}
		files = append(files, source{h.Built, text})
	}
	if len(d.directives) == 0 && len(d.assembly) == 0 {
		return nil, nil
	}
	for _, f := range files {
		syntax, err := parser.ParseFile(token.NewFileSet(), path, f.text, parser.SkipObjectResolution|parser.ParseComments)
		if err != nil {
			continue // of no port that the release builds
		}
		d.addFile(syntax, f.built)
	}
	return d, nil
}

// addAssembly records the symbols that a file of assembly defines, by TEXT,
// GLOBL or a macro.
func (d *linkDir) addAssembly(text []byte, built platform.Set) {
	for _, m := range textRx.FindAllSubmatch(text, -1) {
		if len(m[3]) > 0 {
			continue // local to the file
		}
		pkg, name, _ := strings.Cut(string(m[2]), "·")
		if pkg == "" || pkg == `""` {
			pkg = d.path
		}
		// The assembler's ∕ and · stand for / and . in the name of a symbol.
		pkg = strings.ReplaceAll(strings.ReplaceAll(pkg, "∕", "/"), "·", ".")
		symbol := pkg + "." + strings.ReplaceAll(name, "·", ".")
		if string(m[1]) == "GLOBL" {
			merge(d.data, symbol, built)
		} else {
			merge(d.assembly, symbol, built)
		}
	}
}

func (d *linkDir) addFile(f *ast.File, built platform.Set) {
	for _, dd := range f.Decls {
		switch dd := dd.(type) {
		case *ast.FuncDecl:
			name := dd.Name.Name
			if recv := decl.Receiver(dd); recv != "" {
				if _, ok := ast.Unparen(dd.Recv.List[0].Type).(*ast.StarExpr); ok {
					recv = "(*" + recv + ")"
				}
				name = recv + "." + name
			}
			if dd.Body != nil {
				merge(d.defined, name, built)
				if dd.Doc != nil && slices.ContainsFunc(dd.Doc.List, func(c *ast.Comment) bool { return c.Text == "//go:cgo_unsafe_args" }) {
					merge(d.wrapped, name, built)
				}
			} else {
				merge(d.bodyless, name, built)
			}
		case *ast.GenDecl:
			if dd.Tok != token.VAR {
				continue
			}
			for _, spec := range dd.Specs {
				if spec, ok := spec.(*ast.ValueSpec); ok {
					for _, n := range spec.Names {
						merge(d.defined, n.Name, built)
						if len(spec.Values) > 0 {
							merge(d.given, n.Name, built)
						}
					}
				}
			}
		}
	}
}

func merge(m map[string]platform.Set, key string, s platform.Set) { m[key] = m[key].Union(s) }

// newLinkTable combines what the directories say.
func newLinkTable(dirs []*linkDir, blocked map[string]bool) *linkTable {
	t := &linkTable{open: make(map[string]platform.Set), blocked: blocked}
	for _, d := range dirs {
		moved := make(map[string]platform.Set) // local names that are another symbol
		for _, dir := range d.directives {
			if dir.target != d.path+"."+dir.local {
				merge(moved, dir.local, dir.built)
			}
		}
		for _, dir := range d.directives {
			if name, own := strings.CutPrefix(dir.target, d.path+"."); own {
				// The mark that opens a symbol of the package itself, which
				// may be what the directive makes of a function.
				ports := d.defined[name].Minus(moved[name])
				if typ, method, ok := strings.Cut(strings.TrimPrefix(name, "(*"), ")."); ok {
					// Pointers have the methods of values.
					ports = ports.Union(d.defined[typ+"."+method])
				}
				if name != dir.local {
					ports = ports.Union(d.defined[dir.local])
				}
				t.add(dir.target, dir.built.Intersect(ports))
				continue
			}
			ports := d.defined[dir.local]
			if _, isVar := d.given[dir.local]; isVar {
				ports = d.given[dir.local]
			}
			t.add(dir.target, dir.built.Intersect(ports)) // pushed to another package
		}
		for name, built := range d.wrapped {
			t.add(d.path+"."+name, built)
		}
		for name, built := range d.data {
			t.add(name, built)
		}
		for name, built := range d.assembly {
			if local, own := strings.CutPrefix(name, d.path+"."); own {
				built = built.Intersect(d.bodyless[local].Union(d.defined[local]))
			}
			t.add(name, built)
		}
	}
	return t
}

func (t *linkTable) add(symbol string, ports platform.Set) {
	if !ports.Empty() && !t.blocked[symbol] {
		merge(t.open, symbol, ports)
	}
}

// byPackage returns the symbols by the package that they belong to.
func (t *linkTable) byPackage() map[string]*decl.Package {
	m := make(map[string]*decl.Package)
	for symbol, ports := range t.open {
		path, name, ok := SplitSymbol(symbol)
		if !ok {
			continue
		}
		if m[path] == nil {
			m[path] = &decl.Package{Names: make(map[string]platform.Set)}
		}
		m[path].Names[name] = ports
	}
	return m
}

// SplitSymbol splits the name that the linker has for something of a package
// into import path and name: "reflect.(*rtype).Name" is "(*rtype).Name" of
// "reflect". ok is false for a name without a package, such as that of a C
// function.
func SplitSymbol(symbol string) (path, name string, ok bool) {
	base := strings.LastIndexByte(symbol, '/') + 1
	i := strings.IndexByte(symbol[base:], '.')
	if i < 0 {
		return "", symbol, false
	}
	return symbol[:base+i], symbol[base+i+1:], true
}

// computeLinknames derives the table of the standard library under src. It is
// nil if the linker of that release does not check references.
func computeLinknames(ctx *constraint.Context, src string) (*linkTable, error) {
	blocked, checks, err := readBlocked(filepath.Join(src, "cmd", "link", "internal", "loader", "loader.go"))
	if err != nil || !checks {
		return nil, err
	}
	var dirs []*linkDir
	err = filepath.WalkDir(src, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case !e.IsDir() || path == src:
			return nil
		case e.Name() == "testdata", path == filepath.Join(src, "cmd"):
			return filepath.SkipDir
		}
		rel, err := filepath.Rel(src, path)
		if err != nil {
			return err
		}
		d, err := readLinkDir(ctx, path, filepath.ToSlash(rel))
		if d != nil {
			dirs = append(dirs, d)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	return newLinkTable(dirs, blocked), nil
}

// readBlocked reads the linker's list of symbols that are not open to others in
// spite of a mark, and reports whether the linker checks references at all.
// A GOROOT without the source of the linker tells neither.
func readBlocked(file string) (blocked map[string]bool, checks bool, err error) {
	text, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, false, nil
	}
	if err != nil {
		return nil, false, fmt.Errorf("read linker: %w", err)
	}
	_, list, found := bytes.Cut(text, []byte("var blockedLinknames = map[string][]string{"))
	if !found || !bytes.Contains(text, []byte(") checkLinkname(")) {
		return nil, false, nil
	}
	blocked = make(map[string]bool)
	for s := bufio.NewScanner(bytes.NewReader(list)); s.Scan(); {
		line := strings.TrimSpace(s.Text())
		if line == "}" {
			break
		}
		if quoted, err := strconv.QuotedPrefix(line); err == nil {
			if symbol, err := strconv.Unquote(quoted); err == nil {
				blocked[symbol] = true
			}
		}
	}
	return blocked, true, nil
}
