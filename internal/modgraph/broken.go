package modgraph

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// The go command keeps an index of the files of most directories, and with it
// takes another view of faults than go/build: a file whose header does not
// parse makes its package fail on all ports, even on those that do not build
// the file, and even if no port does (cmd/go/internal/modindex).

// A brokenFile is a file with such a fault.
type brokenFile struct {
	name   string
	err    error
	parses bool // its constraints do
}

// findBroken records the faults of a directory that count on all ports.
func (g *Graph) findBroken(n *node) {
	if !slices.ContainsFunc(n.files, func(f *file) bool { return f.broken }) || !g.indexed(n) {
		return
	}
	for _, f := range n.files {
		if !f.broken {
			continue
		}
		full := filepath.Join(n.dir, f.Name)
		p, err := oneFile(full, nil).ImportDir(n.dir, 0)
		if err != nil {
			listed := len(p.GoFiles)+len(p.CgoFiles)+len(p.TestGoFiles)+len(p.XTestGoFiles)+len(p.IgnoredGoFiles) > 0
			n.broken = append(n.broken, brokenFile{f.Name, err, listed})
		}
	}
}

// newFile is how long the go command does not index a directory after one of
// its files changed.
const newFile = 2 * time.Second

// indexed reports whether the go command has an index of a directory.
func (g *Graph) indexed(n *node) bool {
	if g.resolver.mod.vendor != nil || strings.Contains(g.cfg.Go.Getenv("GODEBUG"), "goindex=0") {
		return false
	}
	if n.module != nil && !n.module.Main && hasPathPrefix(n.dir, g.env.GOMODCACHE) {
		return true
	}
	entries, err := os.ReadDir(n.dir)
	if err != nil {
		return false
	}
	for _, e := range entries {
		if e.IsDir() {
			continue
		}
		info, err := e.Info()
		if err != nil || !e.Type().IsRegular() || info.ModTime().After(g.start.Add(-newFile)) {
			return false
		}
	}
	return true
}

// sound reports whether the header of a file parses, constraints aside.
func (g *Graph) sound(full string) bool {
	f, err := os.Open(full)
	if err != nil {
		return false
	}
	defer f.Close()
	src := make([]byte, 8<<10) // most often enough
	n, err := io.ReadFull(f, src)
	src = src[:n]
	if g.parses(src) {
		return true
	}
	if err != nil {
		return false
	}
	rest, err := io.ReadAll(f)
	return err == nil && g.parses(append(src, rest...))
}

func (g *Graph) parses(src []byte) bool {
	const name = "x.go" // built everywhere
	_, err := g.constraints.Parse(name, src[endOfComments(src):])
	return err == nil
}

// addBroken adds the faults that count on all ports to what go/build says.
func (n *node) addBroken(c *class) {
	b := c.build
	firstErr := ""
	if len(b.InvalidGoFiles) > 0 {
		firstErr = slices.Min(b.InvalidGoFiles)
	}
	for _, f := range n.broken {
		if slices.Contains(b.InvalidGoFiles, f.name) {
			continue
		}
		b.InvalidGoFiles = append(b.InvalidGoFiles, f.name)
		if !f.parses {
			b.IgnoredGoFiles = slices.DeleteFunc(b.IgnoredGoFiles, func(s string) bool { return s == f.name })
		}
		if firstErr == "" || f.name < firstErr {
			firstErr, c.err = f.name, f.err
		}
	}
	slices.Sort(b.InvalidGoFiles)
}
