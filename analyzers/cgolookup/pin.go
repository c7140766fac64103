package cgolookup

import (
	"go/ast"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/ast/edge"
	"golang.org/x/tools/go/ast/inspector"

	"github.com/xplatvet/xplatvet/platform"
)

// pinTags are the build tags under which a package is the same with cgo and
// without: each of its files that asks for cgo excludes the tag.
var pinTags = map[string]string{
	netPath:  "netgo",
	userPath: "osusergo",
}

// pins are the ports on which the program is told not to use cgo for the
// look-ups of a package, by import path.
type pins map[string]platform.Set

func (c *checker) pins() pins {
	p := make(pins)
	for path, tag := range pinTags {
		if slices.Contains(c.scope.Context.Tags, tag) {
			p[path] = platform.All()
		}
	}
	p[netPath] = p[netPath].Union(c.godebug())
	return p
}

// godebug returns the ports on which the settings that the go command builds
// into the program make net prefer Go's resolver. Those in package main win
// over those of the module; in other packages the go command ignores them.
func (c *checker) godebug() platform.Set {
	var set platform.Set
	if prefersGo(moduleGodebug(c.scope.Root)) {
		set = platform.All()
	}
	if c.pass.Pkg.Name() != "main" {
		return set
	}
	for _, f := range c.pkg.Files {
		value, ok := debugDirective(f.Syntax)
		switch {
		case !ok || f.Header.Test:
		case prefersGo(value):
			set = set.Union(f.Built)
		default:
			set = set.Minus(f.Built)
		}
	}
	return set
}

// debugDirective returns the value of netdns in the //go:debug lines of a file.
func debugDirective(f *ast.File) (value string, ok bool) {
	for _, g := range f.Comments {
		if g.Pos() >= f.Package {
			break
		}
		for _, c := range g.List {
			if !strings.HasPrefix(c.Text, "//go:debug") {
				continue
			}
			i := strings.IndexAny(c.Text, " \t") // as cmd/go does: //go:debugx counts
			if i < 0 {
				continue
			}
			if key, v, found := strings.Cut(strings.TrimSpace(c.Text[i:]), "="); found && key == "netdns" {
				value, ok = v, true
			}
		}
	}
	return value, ok
}

// prefersGo reports whether GODEBUG netdns=value makes net prefer Go's
// resolver: "go", or that and a debug level: "go+1", "1+go". The values "cgo"
// and "" do not settle anything, as a program without cgo ignores the former.
func prefersGo(value string) bool {
	mode := ""
	first, second, _ := strings.Cut(value, "+")
	for _, part := range []string{first, second} {
		if part != "" && (part[0] < '0' || '9' < part[0]) {
			mode = part
		}
	}
	return mode == "go"
}

// moduleGodebug returns the value of netdns in the godebug lines of the
// workspace, if there is one, else of the module at root, or "".
func moduleGodebug(root string) string {
	if root == "" {
		return ""
	}
	var lines []*modfile.Godebug
	if file := workFile(root); file != "" {
		data, err := os.ReadFile(file)
		if err != nil {
			return ""
		}
		work, err := modfile.ParseWork(file, data, nil)
		if err != nil {
			return ""
		}
		lines = work.Godebug
	} else {
		file := filepath.Join(root, "go.mod")
		data, err := os.ReadFile(file)
		if err != nil {
			return ""
		}
		mod, err := modfile.Parse(file, data, nil) // ParseLax drops godebug
		if err != nil {
			return ""
		}
		lines = mod.Godebug
	}
	value := ""
	for _, g := range lines {
		if g.Key == "netdns" {
			value = g.Value
		}
	}
	return value
}

// workFile returns the go.work file that the go command uses in dir, or "".
func workFile(dir string) string {
	switch file := os.Getenv("GOWORK"); file {
	case "off":
		return ""
	case "", "auto":
	default:
		return file
	}
	for {
		file := filepath.Join(dir, "go.work")
		if fi, err := os.Stat(file); err == nil && !fi.IsDir() {
			return file
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// replaces reports whether the mention of net.DefaultResolver at cur is where
// the resolver, or its field PreferGo, is set to something that may prefer
// Go's resolver.
func replaces(cur inspector.Cursor) bool {
	field := false
	for {
		parent := cur.Parent()
		switch n := parent.Node().(type) {
		case *ast.ParenExpr, *ast.StarExpr:
		case *ast.SelectorExpr:
			if n.Sel.Name != preferGo {
				return false
			}
			field = true
		case *ast.AssignStmt:
			kind, i := cur.ParentEdge()
			switch {
			case kind != edge.AssignStmt_Lhs:
				return false
			case len(n.Lhs) != len(n.Rhs):
				return true
			case field:
				return !isFalse(n.Rhs[i])
			}
			lit := literal(n.Rhs[i])
			return lit == nil || sets(lit, preferGo)
		default:
			return false
		}
		cur = parent
	}
}
