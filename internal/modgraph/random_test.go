package modgraph

import (
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"
	"testing"
)

// randomVariable names how many modules TestRandom makes.
const randomVariable = "XPLATVET_MODGRAPH_RANDOM"

// TestRandom compares with go list on modules whose packages import each other
// at random, in cycles and in tests, programs too.
func TestRandom(t *testing.T) {
	n := 6
	if s := os.Getenv(randomVariable); s != "" {
		var err error
		if n, err = strconv.Atoi(s); err != nil {
			t.Fatal(err)
		}
	}
	for seed := range n {
		t.Run(strconv.Itoa(seed), func(t *testing.T) {
			root := t.TempDir()
			randomModule(t, root, rand.New(rand.NewPCG(uint64(seed), 0)))
			cfg := config(t, root, "./...")
			cfg.Ports = testPorts(t, parsePorts(t, "linux/amd64:cgo,windows/386:nocgo"))
			compare(t, cfg)
		})
	}
}

// randomModule writes a module of a few packages.
func randomModule(t *testing.T, root string, r *rand.Rand) {
	t.Helper()
	write(t, root, "go.mod", "module m.test\n\ngo 1.25\n")
	dirs := []string{"a", "b", "c/internal/d", "c/e", "f", "g", "h/internal", "h/i", "vendor2/j", "k"}
	dirs = dirs[:3+r.IntN(len(dirs)-2)]
	density := 1 + r.IntN(3)
	for i, dir := range dirs {
		name := fmt.Sprintf("p%d", i)
		if r.IntN(8) == 0 {
			name = "main"
		}
		files := 0
		for _, base := range []string{"a.go", "b_linux.go", "c_windows.go", "d.go", "a_test.go", "b_windows_test.go", "x_test.go", "x_linux_test.go"} {
			if r.IntN(5) < 2 && (files > 0 || base != "x_linux_test.go") {
				continue
			}
			files++
			clause := name
			if base[0] == 'x' {
				clause += "_test"
			}
			if r.IntN(60) == 0 {
				clause = "odd"
			}
			src := ""
			if base == "d.go" {
				src = []string{"//go:build cgo\n\n", "//go:build ignore\n\n", "//go:build !unix\n\n", ""}[r.IntN(4)]
			}
			src += "package " + clause + "\n\n"
			for range r.IntN(density + 1) {
				// Mostly of packages further on, for few cycles.
				j := i + 1 + r.IntN(len(dirs)-i)
				if r.IntN(12) == 0 || base[0] == 'x' || j >= len(dirs) {
					j = r.IntN(len(dirs))
				}
				if j == i && base[0] != 'x' {
					continue
				}
				src += fmt.Sprintf("import _ %q\n", "m.test/"+dirs[j])
			}
			if r.IntN(12) == 0 {
				src += fmt.Sprintf("import _ %q\n", []string{"C", "internal/abi", "m.test/none", "no.where/x", "unsafe", "golang.org/x/net/idna", "net"}[r.IntN(7)])
			}
			if r.IntN(60) == 0 {
				src += "import bad\n"
			}
			write(t, root, dir+"/"+base, src)
		}
		if r.IntN(10) == 0 {
			write(t, root, dir+"/x.c", "")
		}
	}
}
