package classes_test

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"path"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/classes"
	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/platform"
)

// ports are those of all tests; int has 32 bits on the 386 ones.
var ports = []string{"linux/386", "linux/amd64", "windows/386", "windows/amd64"}

// A module is packages on some ports. A package is a directory of an archive,
// and comes after those that it imports.
type module struct {
	fset   *token.FileSet
	ports  []platform.Port
	files  map[string]*ast.File
	lists  map[platform.Port][]*modgraph.Package
	engine *classes.Engine
}

func load(t *testing.T, archive string) *module {
	t.Helper()
	m := &module{
		fset: token.NewFileSet(), files: make(map[string]*ast.File), lists: make(map[platform.Port][]*modgraph.Package),
	}
	for _, name := range ports {
		set, err := platform.Parse(name + ":nocgo")
		if err != nil {
			t.Fatal(err)
		}
		m.ports = slices.AppendSeq(m.ports, set.Ports())
	}
	for _, f := range txtar.Parse([]byte(archive)).Files {
		h, err := new(constraint.Context).Parse(path.Base(f.Name), f.Data)
		if err != nil {
			t.Fatal(err)
		}
		file, err := parser.ParseFile(m.fset, f.Name, f.Data, parser.SkipObjectResolution)
		if err != nil {
			t.Fatal(err)
		}
		m.files[f.Name] = file
		dir := path.Dir(f.Name)
		for _, port := range m.ports {
			list := m.lists[port]
			k := slices.IndexFunc(list, func(l *modgraph.Package) bool { return l.ImportPath == dir })
			if k < 0 {
				k = len(list)
				list = append(list, &modgraph.Package{ImportPath: dir, Dir: dir, Name: file.Name.Name})
				m.lists[port] = list
			}
			if h.Built.Contains(port) {
				list[k].GoFiles = append(list[k].GoFiles, path.Base(f.Name))
			}
		}
	}
	m.engine = classes.New(classes.Config{
		Ports: m.ports,
		List:  func(port platform.Port) []*modgraph.Package { return m.lists[port] },
		Wants: func(l *modgraph.Package) (errors, bodies bool) { return l.ImportPath != "runtime", true },
		Parse: func(l *modgraph.Package, name string) *ast.File { return m.files[l.Dir+"/"+name] },
		Key:   func(platform.Port, *modgraph.Package) string { return "" },
		ListKey: func(platform.Port, *modgraph.Package) string {
			return ""
		},
	})
	return m
}

// divided returns the classes of a package, as "linux/386 linux/amd64, windows/386".
func (m *module) divided(pkg string) string {
	var order []int
	blocks := make(map[int][]string)
	for i := range m.ports {
		class, ok := m.engine.Class(pkg, i)
		if !ok {
			continue
		}
		if blocks[class] == nil {
			order = append(order, class)
		}
		blocks[class] = append(blocks[class], ports[i])
	}
	var list []string
	for _, class := range order {
		list = append(list, strings.Join(blocks[class], " "))
	}
	return strings.Join(list, ", ")
}

// A universe is the packages of one port.
type universe map[string]*types.Package

func (u universe) Import(name string) (*types.Package, error) {
	switch p := u[name]; {
	case name == "unsafe":
		return types.Unsafe, nil
	case p != nil:
		return p, nil
	}
	return nil, fmt.Errorf("no package %s", name)
}

// check type-checks files as a package on the i-th port and calls visit for
// each error.
func (m *module) check(u universe, i int, pkg string, files []*ast.File, visit func(types.Error)) {
	conf := types.Config{
		Importer: u, Sizes: types.SizesFor("gc", m.ports[i].GOARCH),
		Error: func(err error) {
			if e, ok := err.(types.Error); ok && visit != nil && !strings.HasPrefix(e.Msg, "\t") {
				visit(e)
			}
		},
	}
	u[pkg], _ = conf.Check(pkg, m.fset, files, nil)
}

// errors is the errors of each port: "port file:line:column: message".
type errors map[string]bool

func (m *module) add(list errors, i int, e types.Error) {
	list[fmt.Sprintf("%s %s: %s", ports[i], m.fset.Position(e.Pos), e.Msg)] = true
}

// alone checks every package on every port.
func (m *module) alone() errors {
	list := make(errors)
	for i, port := range m.ports {
		u := make(universe)
		for _, l := range m.lists[port] {
			var files []*ast.File
			for _, name := range l.GoFiles {
				files = append(files, m.files[l.Dir+"/"+name])
			}
			if len(files) > 0 {
				m.check(u, i, l.ImportPath, files, func(e types.Error) { m.add(list, i, e) })
			}
		}
	}
	return list
}

// covered does what Cover plans, and gives each error to the ports that are
// Alike.
func (m *module) covered() (list errors, plan classes.Plan) {
	list = make(errors)
	plan = m.engine.Cover(func(string) []int { return nil })
	for i, tasks := range plan {
		slice := m.engine.Slice(i, tasks, false)
		u := make(universe)
		for _, l := range m.lists[m.ports[i]] {
			counts := func(token.Pos, bool) bool { return true }
			files := slice.Files(l.ImportPath)
			task := tasks[l.ImportPath]
			switch {
			case len(l.GoFiles) == 0:
				continue
			case task == nil && files == nil:
				u[l.ImportPath] = types.NewPackage(l.ImportPath, l.Name)
				u[l.ImportPath].MarkComplete()
				continue
			case task == nil:
				counts = func(token.Pos, bool) bool { return false }
			case task.Whole:
				files = nil
				for _, name := range l.GoFiles {
					files = append(files, m.files[l.Dir+"/"+name])
				}
			default:
				files, counts = slice.TaskFiles(l.ImportPath)
			}
			m.check(u, i, l.ImportPath, files, func(e types.Error) {
				unused := strings.HasSuffix(e.Msg, " and not used") && strings.HasPrefix(e.Msg, `"`)
				if counts(e.Pos, unused) {
					same, _ := m.engine.Alike(i, l.ImportPath, e.Pos, unused)
					for _, k := range same {
						m.add(list, k, e)
					}
				}
			})
		}
	}
	return list, plan
}
