// Package modscan reads the headers of all Go files of a module: which ports
// it names, and what the build of one port leaves out.
package modscan

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// Root returns the nearest directory at or above dir that holds a go.mod, or "".
func Root(dir string) string {
	for {
		if fi, err := os.Stat(filepath.Join(dir, "go.mod")); err == nil && !fi.IsDir() {
			return dir
		}
		parent := filepath.Dir(dir)
		if parent == dir {
			return ""
		}
		dir = parent
	}
}

// A File is a Go file of a module and what its header says.
type File struct {
	Path   string
	Header *constraint.File
	Err    error // its header does not parse; Header says what is known
}

// Files returns the Go files of the module at root that packages are made of,
// in the order of their paths. Directories that the go command skips, nested
// modules and the vendor directory are left out; vendor is in if withVendor.
// What cannot be read is skipped: the go command will complain of it.
func Files(root string, ctx *constraint.Context, withVendor bool) ([]File, error) {
	var files []File
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		switch {
		case err != nil && path == root:
			return err
		case errors.Is(err, fs.ErrPermission), errors.Is(err, fs.ErrNotExist):
			if d != nil && d.IsDir() {
				return filepath.SkipDir
			}
			return nil
		case err != nil:
			return err
		case d.IsDir():
			if path != root && (skipped(d.Name()) || d.Name() == "vendor" && !withVendor || isModule(path)) {
				return filepath.SkipDir
			}
		case strings.HasSuffix(path, ".go"):
			files = append(files, File{Path: path})
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	const chunk = 64
	for start := 0; start < len(files); start += chunk {
		part := files[start:min(start+chunk, len(files))]
		g.Go(func() error {
			for i := range part {
				part[i].Header, part[i].Err = ctx.ReadFile(part[i].Path)
			}
			return nil
		})
	}
	return files, g.Wait()
}

func skipped(name string) bool {
	return strings.HasPrefix(name, ".") || strings.HasPrefix(name, "_") || name == "testdata"
}

func isModule(dir string) bool {
	fi, err := os.Stat(filepath.Join(dir, "go.mod"))
	return err == nil && !fi.IsDir()
}

// Targets returns the ports that a module with these files is meant for, as
// far as it says so itself: the first-class ports and the operating systems
// and architectures that its constraints and file names name.
//
// A named GOOS counts on the architectures that are first-class or named, or
// on all it has if none of them is; a named GOARCH on the operating systems
// that are first-class or named. So a module with x_freebsd.go is checked on
// freebsd/amd64 and three more, not on freebsd/riscv64.
func Targets(files []File) platform.Set {
	var named namedPorts
	for _, f := range files {
		if f.Header != nil {
			for _, tag := range f.Header.Tags {
				named.add(tag)
			}
		}
	}
	return named.targets()
}

type namedPorts struct{ os, arch map[string]bool }

func (n *namedPorts) add(tag string) {
	if n.os == nil {
		n.os, n.arch = make(map[string]bool), make(map[string]bool)
	}
	if !platform.OS(tag).Empty() {
		n.os[tag] = true
	}
	if !platform.Arch(tag).Empty() {
		n.arch[tag] = true
	}
}

func (n *namedPorts) targets() platform.Set {
	first := platform.FirstClass()
	firstOS, firstArch := make(map[string]bool), make(map[string]bool)
	for p := range first.Ports() {
		firstOS[p.GOOS], firstArch[p.GOARCH] = true, true
	}
	set := first
	for p := range platform.All().Ports() {
		if n.os[p.GOOS] && (firstArch[p.GOARCH] || n.arch[p.GOARCH]) || n.arch[p.GOARCH] && (firstOS[p.GOOS] || n.os[p.GOOS]) {
			set = set.Union(platform.Of(p))
		}
	}
	for goos := range n.os {
		if ports := platform.OS(goos); !ports.Overlaps(set) {
			set = set.Union(ports)
		}
	}
	return set
}
