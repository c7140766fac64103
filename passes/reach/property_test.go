package reach

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"math/rand/v2"
	"sync"
	"testing"

	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/sources"
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

// generate writes a package of three files.
func generate(t testing.TB, fset *token.FileSet, seed uint64, exact bool) (files []*sources.File, src string) {
	g := &generator{r: rand.New(rand.NewPCG(seed, 1)), exact: exact}
	src = g.program()
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
	}{{src, built}, {g.twin(0), some}, {g.twin(1), some.Complement()}} {
		syntax, err := parser.ParseFile(fset, fmt.Sprintf("%d.go", i), f.src, parser.SkipObjectResolution)
		if err != nil {
			t.Fatalf("seed %d: %v\n%s", seed, err, f.src)
		}
		files = append(files, &sources.File{Name: fset.File(syntax.Pos()).Name(), Syntax: syntax, Built: f.built})
	}
	return files, src
}

// TestSound runs random programs on several ports: whatever runs on a port
// must have the port in its reach.
func TestSound(t *testing.T) {
	narrowed := 0
	for seed := range uint64(2000) {
		files, src := generate(t, token.NewFileSet(), seed, false)
		r := New(files, nil)
		rnd := rand.New(rand.NewPCG(seed, 2))
		ran := make(map[ast.Node]platform.Set)
		for _, port := range portsUnderTest {
			if !files[0].Built.Contains(port) {
				continue
			}
			m := newMachine(files, port)
			m.choose = rnd.IntN
			on := platform.Of(port)
			m.seen = func(n ast.Node) { ran[n] = ran[n].Union(on) }
			for range 4 {
				for _, name := range entries(files[0]) {
					m.fuel = 300
					m.start(name)
				}
			}
		}
		for n, on := range ran {
			f := fileOf(files, n)
			if !on.SubsetOf(r.At(f, n)) {
				t.Fatalf("seed %d: %s is evaluated on %s, its reach is %s\n%s", seed, text(src, f, n), on, r.At(f, n), src)
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
		files, src := generate(t, token.NewFileSet(), seed, true)
		f := files[0]
		r := New(files, nil)
		ran := make(map[ast.Node]platform.Set)
		all := true
		for _, port := range portsUnderTest {
			if !f.Built.Contains(port) {
				continue
			}
			m := newMachine(files, port)
			on := platform.Of(port)
			m.seen = func(n ast.Node) { ran[n] = ran[n].Union(on) }
			for _, name := range entries(f) {
				all = all && everyChoice(m, name, 300)
			}
		}
		tested := platform.Of(portsUnderTest...)
		ast.Inspect(f.Syntax, func(n ast.Node) bool {
			switch n := n.(type) {
			case *ast.BlockStmt, *ast.CaseClause, *ast.CommClause, *ast.FuncLit:
				return true // the machine has no use for them
			case *ast.CallExpr, ast.Stmt:
				got := r.At(f, n).Intersect(tested)
				if !ran[n].SubsetOf(got) || all && got != ran[n] {
					t.Fatalf("seed %d: reach of %s is %s, want %s\n%s", seed, text(src, f, n), got, ran[n], src)
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
		files, src := generate(t, fset, seed, false)
		without := New(files, nil)
		checked := make([]*sources.File, len(files))
		for i, f := range files {
			clone := *f
			checked[i] = &clone
		}
		ignore := func(error) {} // u and mark are declared nowhere
		with := New(checked, check(fset, checked, platform.OS("linux"), types.Config{Importer: std(), Error: ignore}))
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
		files, src := generate(t, token.NewFileSet(), seed, false)
		ordered, shuffled := New(files, nil), New(files, nil)
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
