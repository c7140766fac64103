package matrix

import (
	"fmt"
	"go/token"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/platform"
)

// mutationsVariable names the environment variable with the number of
// mutations to try.
const mutationsVariable = "XPLATVET_MATRIX_MUTATIONS"

func readArchive(t testing.TB, file string) *txtar.Archive {
	t.Helper()
	a, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

func extract(t testing.TB, a *txtar.Archive) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range a.Files {
		write(t, filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data)
	}
	return dir
}

func write(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
	// Of files that are younger than two seconds the go command, and modgraph
	// like it, may read less.
	then := time.Now().Add(-time.Minute)
	if err := os.Chtimes(name, then, then); err != nil {
		t.Fatal(err)
	}
}

// TestArchives compares the classes with separate checks of all ports, on
// modules that are broken in ways that depend on the port.
func TestArchives(t *testing.T) {
	for _, file := range []string{
		"testdata/types.txtar",
		"../../passes/crossbuild/testdata/ports.txtar",
		"../../passes/crosscheck/testdata/broken.txtar",
	} {
		t.Run(filepath.Base(file), func(t *testing.T) {
			dir := extract(t, readArchive(t, file))
			c := newChecker(t, dir, noCgo(), true, false)
			got := outcomes(t, c)
			want := outcomes(t, newChecker(t, dir, noCgo(), true, true))
			compare(t, got, want)
			t.Logf("%d errors in %d outcomes", strings.Count(fmt.Sprint(want), "\n\t"), len(want))
			for _, ports := range []platform.Set{noCgo(), noCgo().Minus(platform.Narrow())} { // an int of 32 bits brings more checks
				compare(t, outcomes(t, asDependencies(t, dir, ports, false)), outcomes(t, asDependencies(t, dir, ports, true)))
			}
			if testing.Short() {
				return
			}
			cgo, err := platform.Parse("linux/amd64,windows/386,darwin/arm64,freebsd/arm,plan9/386")
			if err != nil {
				t.Fatal(err)
			}
			compare(t, outcomes(t, newChecker(t, dir, cgo, false, false)), outcomes(t, newChecker(t, dir, cgo, false, true)))
		})
	}
}

// asDependencies writes a package that imports all others of a module, but for
// commands, and returns a checker for it alone: analyzers look at none of the
// others, so that nothing but what has errors is checked whole.
func asDependencies(t testing.TB, dir string, ports platform.Set, paranoid bool) *Checker {
	t.Helper()
	c := newChecker(t, dir, ports, false, true)
	paths := make(map[string]bool)
	for port := range ports.Ports() {
		for _, l := range c.List(port) {
			if !l.DepOnly && l.Name != "main" && l.ImportPath != "example.com/m/all" {
				paths[l.ImportPath] = true
			}
		}
	}
	var src strings.Builder
	src.WriteString("package all\n\n")
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		fmt.Fprintf(&src, "import _ %q\n", path)
	}
	write(t, filepath.Join(dir, "all", "all.go"), []byte(src.String()))
	c = &Checker{Go: c.Go, Patterns: []string{"./all"}, Ports: ports, Paranoid: paranoid, Fset: token.NewFileSet()}
	if err := c.Load(t.Context()); err != nil {
		t.Fatal(err)
	}
	return c
}

// cycles are modules with cycles on some ports, only to be seen when several
// declarations, or function bodies, are looked at together.
var cycles = map[string]string{
	// What is left out of an initialiser makes it invalid.
	"initialiser": `
-- a/a.go --
package a

type T struct{}

var V = []T{{}, f(n)}
-- a/f_linux.go --
package a

var n = len(V)

func f(int) T { return T{} }
-- a/f_other.go --
//go:build !linux

package a

var n = 0

func f(int) T { return T{} }
-- b/b.go --
package b

import "example.com/m/a"

var v int = a.V
`,
	"bodies": `
-- a/a.go --
package a

import "runtime"

var order = first()

func first() int { return second() }

type T struct{}

func (T) third() int { return order + len(runtime.GOOS) }
-- a/second_linux.go --
package a

func second() int { return T{}.third() }
-- a/second_other.go --
//go:build !linux

package a

func second() int { return 0 }
-- b/b.go --
package b

import _ "example.com/m/a"
`,
	"instances": `
-- a/a.go --
package a

import "runtime"

func Each[T any](x T) { next[T](x); _ = runtime.GOOS }
-- a/next_linux.go --
package a

func next[T any](x T) { Each[*T](&x) }
-- a/next_other.go --
//go:build !linux

package a

func next[T any](x T) {}
-- b/b.go --
package b

import _ "example.com/m/a"
`,
}

// apart has nothing to do with the cycles next to it.
const apart = `
-- apart/apart.go --
package apart

import "os"

var Name = os.Args[0]
`

// TestCycle checks modules that are invalid on linux only. Only the packages of
// the cycle and those that import them are checked on each port.
func TestCycle(t *testing.T) {
	ports, err := platform.Parse("linux/{386,amd64},windows/{386,amd64},darwin/arm64,js,plan9/386")
	if err != nil {
		t.Fatal(err)
	}
	ports = ports.Intersect(noCgo())
	for name, module := range cycles {
		t.Run(name, func(t *testing.T) {
			dir := extract(t, txtar.Parse([]byte("-- go.mod --\nmodule example.com/m\n\ngo 1.24"+module+apart)))
			c := newChecker(t, dir, ports, false, false)
			got := outcomes(t, c)
			alone := make(map[string]int)
			for key := range c.shared.single {
				alone[key.path]++
			}
			if n := ports.Len(); len(alone) != 2 || alone["example.com/m/a"] != n || alone["example.com/m/b"] != n {
				t.Errorf("checked by themselves: %v, want a and b on %d ports", alone, n)
			}
			want := outcomes(t, newChecker(t, dir, ports, false, true))
			compare(t, got, want)
			if got["linux/amd64:nocgo example.com/m/b"] == got["windows/amd64:nocgo example.com/m/b"] {
				t.Error("there is no difference to be seen")
			}
		})
	}
}

var tokenRx = regexp.MustCompile(`\b(int|int32|int64|uint32|uint64|uint16|uint8|string|error|bool|uintptr|byte|\d+|iota|linux|windows|Sync|Close|seal|Do|Dev|Mode|Extra|priv|hid|embedded|Stat|Native|Handle|inner|func|struct|map)\b|[*=]`)

var replacements = []string{
	"int", "int32", "int64", "uint64", "string", "error", "[]int", "func()", "any", "bool", "0", "1", "3", "1 << 40", "iota", "5",
	"Sync", "Close", "Dev", "Mode", "Extra", "Native", "Stat", "Handle", "priv", "inner", "*", "", "= ", "struct{}", "[2]int", "embedded",
	"interface{ Do() }", "linux", "arm64", "hidden", "unsafe.Sizeof(0)",
}

// mutate replaces a word in the declarations of one of the files.
func mutate(r *rand.Rand, src string) string {
	start := 0
	if i := strings.Index(src, "\npackage"); i >= 0 && r.IntN(10) > 0 {
		start = i + 2 // build constraints now and then
	}
	if i := strings.Index(src[start:], "\n"); i > 0 && strings.HasPrefix(src[start:], "package") {
		start += i
	}
	places := tokenRx.FindAllStringIndex(src[start:], -1)
	switch {
	case len(places) == 0 || r.IntN(8) == 0: // a line less, or twice
		lines := strings.SplitAfter(src, "\n")
		if len(lines) < 4 {
			return src
		}
		i := 2 + r.IntN(len(lines)-3)
		if r.IntN(2) == 0 {
			return strings.Join(lines[:i], "") + strings.Join(lines[i+1:], "")
		}
		return strings.Join(lines[:i+1], "") + strings.Join(lines[i:], "")
	}
	at := places[r.IntN(len(places))]
	return src[:start+at[0]] + replacements[r.IntN(len(replacements))] + src[start+at[1]:]
}

// TestMutations compares the classes with separate checks after random edits
// of the declarations that the other packages of a module depend on.
func TestMutations(t *testing.T) {
	n := 30
	if s := os.Getenv(mutationsVariable); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	} else if testing.Short() {
		n = 5
	}
	a := readArchive(t, "testdata/types.txtar")
	kept := a.Files[:0]
	for _, f := range a.Files {
		if !strings.HasPrefix(f.Name, "std/") {
			kept = append(kept, f)
		}
	}
	a.Files = kept
	dir := extract(t, a)
	ports := noCgo()
	if os.Getenv(mutationsVariable) == "" {
		var err error
		if ports, err = platform.Parse("linux/{386,amd64,arm,arm64,riscv64},windows/{386,amd64},darwin/arm64,plan9/386,js,freebsd/amd64"); err != nil {
			t.Fatal(err)
		}
		ports = ports.Intersect(noCgo())
	}
	for seed := range uint64(n) {
		r := rand.New(rand.NewPCG(seed, 1))
		changed := make(map[string]string)
		for range 1 + r.IntN(4) {
			f := a.Files[1+r.IntN(6)] // of package plat
			if r.IntN(3) == 0 {
				f = a.Files[1+r.IntN(len(a.Files)-1)]
			}
			if !strings.HasSuffix(f.Name, ".go") {
				continue
			}
			old, ok := changed[f.Name]
			if !ok {
				old = string(f.Data)
			}
			changed[f.Name] = mutate(r, old)
		}
		for name, src := range changed {
			write(t, filepath.Join(dir, filepath.FromSlash(name)), []byte(src))
		}
		if seed%2 == 0 {
			compare(t, outcomes(t, newChecker(t, dir, ports, false, false)), outcomes(t, newChecker(t, dir, ports, false, true)))
		} else {
			few := ports
			if seed%4 == 1 {
				few = ports.Minus(platform.Narrow())
			}
			compare(t, outcomes(t, asDependencies(t, dir, few, false)), outcomes(t, asDependencies(t, dir, few, true)))
		}
		if t.Failed() {
			for name, src := range changed {
				t.Logf("seed %d, %s:\n%s", seed, name, src)
			}
			return
		}
		for _, f := range a.Files {
			if _, ok := changed[f.Name]; ok {
				write(t, filepath.Join(dir, filepath.FromSlash(f.Name)), f.Data)
			}
		}
	}
}
