package reach

import (
	"bytes"
	"encoding/gob"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"

	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// portsUnderTest has, for the values that generated programs compare with,
// ports with and without each.
var portsUnderTest = []platform.Port{
	{GOOS: "linux", GOARCH: "amd64"},
	{GOOS: "linux", GOARCH: "arm64"},
	{GOOS: "linux", GOARCH: "s390x"},
	{GOOS: "windows", GOARCH: "amd64"},
	{GOOS: "windows", GOARCH: "386"},
	{GOOS: "darwin", GOARCH: "arm64"},
	{GOOS: "plan9", GOARCH: "386"},
	{GOOS: "js", GOARCH: "wasm"},
}

// A program is what a generator wrote.
type program struct {
	files   []*sources.File // of the package p
	helpers []*sources.File // of the package q, which p may import
	src     string          // of the first file of p
	all     string
}

// generate writes a program: three files for each package.
func generate(t testing.TB, fset *token.FileSet, seed uint64, exact bool) *program {
	rnd := rand.New(rand.NewPCG(seed, 1))
	p := new(program)
	var helpers *generator
	if seed%2 == 1 {
		helpers = &generator{r: rnd, exact: exact}
		src := helpers.helpers()
		p.helpers = helpers.split(t, fset, seed, src)
		p.all = src
	}
	g := &generator{r: rnd, exact: exact}
	p.src = g.program(helpers)
	p.files = g.split(t, fset, seed, p.src)
	p.all += p.src
	return p
}

// split makes files of src and two twins.
func (g *generator) split(t testing.TB, fset *token.FileSet, seed uint64, src string) (files []*sources.File) {
	some := platform.OS(pick(g.r, oses)).Union(platform.OS("js"))
	if g.one(2) {
		some = platform.Arch(pick(g.r, arches))
	}
	built := platform.All()
	if g.one(4) {
		built = platform.All().Minus(platform.OS(pick(g.r, oses)))
	}
	for i, f := range []struct {
		src   string
		built platform.Set
	}{{src, built}, {g.twin(), some}, {g.twin(), some.Complement()}} {
		syntax, err := parser.ParseFile(fset, fmt.Sprintf("%s%d.go", g.prefix, i), f.src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, f.src)
		}
		files = append(files, &sources.File{Name: fset.File(syntax.Pos()).Name(), Syntax: syntax, Built: f.built})
	}
	return files
}

// builtOn reports whether p can be built for port.
func (p *program) builtOn(port platform.Port) bool {
	return p.files[0].Built.Contains(port) && (p.helpers == nil || p.helpers[0].Built.Contains(port))
}

// both returns the files of both packages.
func (p *program) both() []*sources.File { return slices.Concat(p.files, p.helpers) }

// result returns the Result of p, which knows q by its Fact, as a driver
// hands it on.
func (p *program) result(t testing.TB, info *types.Info) *Result {
	return newResult(p.files, info, p.imports(t), false)
}

func (p *program) imports(t testing.TB) *imports {
	if p.helpers == nil {
		return nil
	}
	var buf bytes.Buffer
	if err := gob.NewEncoder(&buf).Encode(newResult(p.helpers, nil, nil, true).exports().fact()); err != nil {
		t.Fatal(err)
	}
	fact := new(Fact)
	if err := gob.NewDecoder(&buf).Decode(fact); err != nil {
		t.Fatal(err)
	}
	return &imports{fact: func(path string) (*Fact, bool) {
		if path == "q" {
			return fact, true
		}
		return nil, false
	}}
}

// TestSound runs random programs on several ports: whatever runs on a port
// must have the port in its reach.
func TestSound(t *testing.T) {
	narrowed := 0
	for seed := range uint64(2000) {
		p := generate(t, token.NewFileSet(), seed, false)
		r, q := p.result(t, nil), New(p.helpers, nil)
		rnd := rand.New(rand.NewPCG(seed, 2))
		ran := make(map[ast.Node]platform.Set)
		for _, port := range portsUnderTest {
			if !p.builtOn(port) {
				continue
			}
			m := newMachine(p.both(), port)
			m.choose = rnd.IntN
			on := platform.Of(port)
			m.seen = func(n ast.Node) { ran[n] = ran[n].Union(on) }
			for range 4 {
				for _, name := range entries(p.files[0]) {
					m.fuel = 300
					m.start(name)
				}
			}
		}
		for n, on := range ran {
			f, r := fileOf(p.files, n), r
			if f == nil {
				f, r = fileOf(p.helpers, n), q
			}
			if !on.SubsetOf(r.At(f, n)) {
				t.Fatalf("seed %d: %s is evaluated on %s, its reach is %s\n%s", seed, text(p.src, f, n), on, r.At(f, n), p.all)
			}
			if r.Guarded(f, n) {
				narrowed++
			}
		}
	}
	t.Logf("%d nodes narrowed", narrowed)
	if narrowed < 10000 {
		t.Errorf("%d nodes show too little", narrowed)
	}
}

// TestExact runs simple random programs with all choices: what does not run
// on a port must not have the port in its reach.
func TestExact(t *testing.T) {
	complete, narrowed := 0, 0
	for seed := range uint64(2000) {
		p := generate(t, token.NewFileSet(), seed, true)
		f := p.files[0]
		r := p.result(t, nil)
		ran := make(map[ast.Node]platform.Set)
		all := true
		var tested platform.Set
		for _, port := range portsUnderTest {
			if !p.builtOn(port) {
				continue
			}
			tested = tested.Union(platform.Of(port))
			m := newMachine(p.both(), port)
			on := platform.Of(port)
			m.seen = func(n ast.Node) { ran[n] = ran[n].Union(on) }
			for _, name := range entries(f) {
				all = all && everyChoice(m, name, 300)
			}
		}
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.FuncLit:
				return true // the machine has no use for them
			case *ast.CallExpr, ast.Stmt:
				got := r.At(f, n).Intersect(tested)
				if !ran[n].SubsetOf(got) || all && got != ran[n] {
					t.Fatalf("seed %d: reach of %s is %s, want %s\n%s", seed, text(p.src, f, n), got, ran[n], p.all)
				}
				if got != f.Built.Intersect(tested) {
					narrowed++
				}
			}
			return true
		})
		if all {
			complete++
		}
	}
	t.Logf("%d programs run with all choices, %d nodes narrowed", complete, narrowed)
	if complete < 1500 || narrowed < 10000 {
		t.Errorf("%d programs and %d nodes show too little", complete, narrowed)
	}
}

// everyChoice runs a function once for each sequence of choices. It reports
// whether limit runs are enough.
func everyChoice(m *machine, name string, limit int) bool {
	type choice struct{ taken, of int }
	var path []choice
	for range limit {
		i := 0
		m.choose = func(n int) int {
			if i == len(path) {
				path = append(path, choice{0, n})
			}
			i++
			return path[i-1].taken
		}
		m.fuel = 10000
		m.start(name)
		for len(path) > 0 && path[len(path)-1].taken+1 == path[len(path)-1].of {
			path = path[:len(path)-1]
		}
		if len(path) == 0 {
			return true
		}
		path[len(path)-1].taken++
	}
	return false
}

// TestTypesChangeNothing compares the answers with and without types.
func TestTypesChangeNothing(t *testing.T) {
	for seed := range uint64(100) {
		fset := token.NewFileSet()
		p := generate(t, fset, seed, false)
		files, src := p.files, p.src
		without := p.result(t, nil)
		checked := make([]*sources.File, len(files))
		for i, f := range files {
			clone := *f
			checked[i] = &clone
		}
		ignore := func(error) {} // u and mark are declared nowhere
		with := newResult(checked, check(fset, checked, platform.OS("linux"), types.Config{Importer: std(), Error: ignore}), p.imports(t), false)
		ast.Inspect(files[0].Syntax, func(n ast.Node) bool {
			if n != nil && with.At(checked[0], n) != without.At(files[0], n) {
				t.Fatalf("seed %d: reach of %s is %s with types, %s without\n%s",
					seed, text(src, files[0], n), with.At(checked[0], n), without.At(files[0], n), src)
			}
			return true
		})
	}
}

// TestOrder asks from several goroutines, in any order: the answers are those
// of one that goes through the source.
func TestOrder(t *testing.T) {
	for seed := range uint64(50) {
		p := generate(t, token.NewFileSet(), seed, false)
		files, src := p.files, p.src
		ordered, shuffled := p.result(t, nil), p.result(t, nil)
		var nodes []ast.Node
		for n := range ast.Preorder(files[0].Syntax) {
			nodes = append(nodes, n)
		}
		want := make(map[ast.Node]platform.Set)
		for _, n := range nodes {
			want[n] = ordered.At(files[0], n)
		}
		var wg sync.WaitGroup
		for i := range uint64(4) {
			wg.Go(func() {
				rnd := rand.New(rand.NewPCG(seed, i))
				for _, j := range rnd.Perm(len(nodes)) {
					if got := shuffled.At(files[0], nodes[j]); got != want[nodes[j]] {
						t.Errorf("seed %d: reach of %s is %s or %s\n%s", seed, text(src, files[0], nodes[j]), got, want[nodes[j]], src)
						return
					}
				}
			})
		}
		wg.Wait()
	}
}

func entries(f *sources.File) []string {
	var list []string
	for _, d := range f.Syntax.Decls {
		if d, ok := d.(*ast.FuncDecl); ok {
			list = append(list, d.Name.Name)
		}
	}
	return list
}

func fileOf(files []*sources.File, n ast.Node) *sources.File {
	for _, f := range files {
		if f.Syntax.FileStart <= n.Pos() && n.End() <= f.Syntax.FileEnd {
			return f
		}
	}
	return nil
}

// text returns the source of n, the whole of f being src.
func text(src string, f *sources.File, n ast.Node) string {
	start := f.Syntax.FileStart
	if int(f.Syntax.FileEnd-start) != len(src) {
		return fmt.Sprintf("a %T of %s", n, f.Name)
	}
	return fmt.Sprintf("%T %q", n, src[n.Pos()-start:n.End()-start])
}
