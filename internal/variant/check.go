package variant

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// Of returns the names of a package whose types differ between some ports, or nil
// if there are none. The files have positions in fset.
func Of(fset *token.FileSet, src *decl.Source, ports platform.Set, imports Imports) *Package {
	if isUniform(src.Files, ports, imports) {
		return nil
	}
	src, values := setAside(src, ports)
	var p *Package
	if sliced, wordy := sliceOf(src.Files, ports, imports); len(sliced) > 0 {
		p = of(fset, src.Files, sliced, wordy, ports, imports)
	}
	if len(values) > 0 {
		if p == nil {
			p = &Package{Names: make(map[string][]Variant), Values: make(map[string]bool)}
		}
		for _, name := range values {
			p.Values[name] = true
		}
	}
	if p != nil {
		p.Ports = ports
	}
	return p
}

// of looks at what is left of the files in sliced.
func of(fset *token.FileSet, files, sliced []decl.File, wordy bool, ports platform.Set, imports Imports) *Package {
	c := newChecker(fset, sliced, imports)
	var built platform.Set
	for _, f := range files {
		built = built.Union(f.Built)
	}
	classes := classesOf(sliced, ports.Intersect(built), wordy, c.foreign(ports))
	for _, class := range classes {
		c.check(class)
	}
	for _, name := range dependent(files, ports, imports) {
		c.wordy[name] = true
	}
	return collect(classes, c.wordy)
}

// A class is ports that build the same files of a package, with words of the
// same size if that makes a difference, and the same names of other packages.
type class struct {
	ports platform.Set
	arch  string
	files []decl.File
	types map[string]string // exported name → Variant.Type
}

func classesOf(files []decl.File, ports platform.Set, wordy bool, foreign []platform.Set) []*class {
	var list []*class
	byKey := make(map[string]*class)
	for port := range ports.Ports() {
		key := make([]byte, 0, len(files)+1)
		if wordy && platform.Is32Bit(port.GOARCH) {
			key = append(key, '*')
		}
		var own []decl.File
		for _, f := range files {
			bit := byte('0')
			if f.Built.Contains(port) {
				own = append(own, f)
				bit = '1'
			}
			key = append(key, bit)
		}
		for _, s := range foreign {
			if s.Contains(port) {
				key = append(key, '1')
			} else {
				key = append(key, '0')
			}
		}
		c := byKey[string(key)]
		if c == nil {
			c = &class{arch: port.GOARCH, files: own}
			byKey[string(key)] = c
			list = append(list, c)
		}
		c.ports = c.ports.Union(platform.Of(port))
	}
	return list
}

// A checker type-checks the files of one package in several ways.
type checker struct {
	fset     *token.FileSet
	imports  Imports
	lean     map[*ast.File]*leanFile
	mentions map[string]map[string]bool // names of other packages, by import path

	values map[token.Pos]string // of constants, by declaration
	wordy  map[string]bool      // constants that have several values by one declaration
}

func newChecker(fset *token.FileSet, files []decl.File, imports Imports) *checker {
	c := &checker{
		fset: fset, imports: imports,
		lean:     make(map[*ast.File]*leanFile),
		mentions: make(map[string]map[string]bool),
		values:   make(map[token.Pos]string),
		wordy:    make(map[string]bool),
	}
	mentioned := make(map[string]int) // how often, declarations apart
	for _, f := range files {
		imports := importsOf(f.Syntax)
		outsideBodies(f.Syntax, func(n ast.Node) {
			switch n := n.(type) {
			case *ast.Ident:
				mentioned[n.Name]++
			case *ast.FuncDecl:
				mentioned[n.Name.Name]--
			case *ast.ValueSpec:
				for _, id := range n.Names {
					mentioned[id.Name]--
				}
			case *ast.SelectorExpr:
				if id, ok := n.X.(*ast.Ident); ok && imports[id.Name] != "" {
					path := imports[id.Name]
					if c.mentions[path] == nil {
						c.mentions[path] = make(map[string]bool)
					}
					c.mentions[path][n.Sel.Name] = true
				}
			}
		})
	}
	for _, f := range files {
		c.lean[f.Syntax] = leanOf(f.Syntax, mentioned)
		c.lean[f.Syntax].alias = c.aliasesIn(f.Syntax)
	}
	return c
}

// check fills c.types.
func (c *checker) check(cl *class) {
	cl.types = make(map[string]string)
	var files []*ast.File
	for _, f := range cl.files {
		lean := c.lean[f.Syntax]
		files = append(files, lean.syntax)
		for name, value := range lean.small {
			cl.types[name] = fmt.Sprintf("const untyped int %d", value)
		}
		for _, name := range lean.made {
			cl.types[name] = Unknown
		}
	}
	conf := types.Config{
		IgnoreFuncBodies: true,
		FakeImportC:      true,
		Importer:         &importer{c, first(cl.ports), make(map[string]*types.Package)},
		Sizes:            types.SizesFor("gc", cl.arch),
		Error:            func(error) {}, // what it stops from being known is unknown
	}
	pkg, _ := conf.Check("p", c.fset, files, nil)
	if pkg == nil {
		return
	}
	w := writer{pkg: pkg}
	scope := pkg.Scope()
	for _, name := range scope.Names() {
		if obj, ok := scope.Lookup(name).(*types.Const); ok {
			value := obj.Val().ExactString()
			if old, ok := c.values[obj.Pos()]; ok && old != value {
				c.wordy[name] = true
			}
			c.values[obj.Pos()] = value
		}
		if ast.IsExported(name) {
			w.object(cl.types, scope.Lookup(name))
		} else if tn, ok := scope.Lookup(name).(*types.TypeName); ok {
			w.object(cl.types, tn) // an exported name may be of such a type
		}
	}
	for _, f := range cl.files {
		for name, of := range c.lean[f.Syntax].alias {
			if cl.types[name] == Unknown {
				cl.types[name] = opaque + of
			}
		}
	}
}

// first returns a port of a Set that is not empty.
func first(s platform.Set) platform.Port {
	for port := range s.Ports() {
		return port
	}
	return platform.Port{}
}
