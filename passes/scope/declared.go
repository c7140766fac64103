package scope

import (
	"go/token"
	"sync"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/pkgdir"
)

// Declared returns the name of the package in a directory and what it declares
// to others on which ports, as far as its files can be read; nil if there are
// none. It is for packages that only other ports import, of which the driver
// knows nothing: often the same ones in package after package.
func (s *Scope) Declared(dir string) (name string, p *decl.Package) {
	d := s.directories.of(dir)
	d.once.Do(func() {
		files, _ := decl.ReadDir(&s.Context, token.NewFileSet(), dir)
		if len(files) > 0 {
			d.name, d.pkg = files[0].Syntax.Name.Name, decl.Of(files)
		}
	})
	return d.name, d.pkg
}

// DirOf returns what pkgdir.Find does for the module at Root. To find out it reads
// go.mod, once for each package.
func (s *Scope) DirOf(path string) string {
	ds := s.directories
	ds.mu.Lock()
	defer ds.mu.Unlock()
	dir, ok := ds.found[path]
	if !ok {
		if ds.found == nil {
			ds.found = make(map[string]string)
		}
		dir = pkgdir.Find(s.Root, path)
		ds.found[path] = dir
	}
	return dir
}

// directories are those that were read under the same tags.
type directories struct {
	mu    sync.Mutex
	m     map[string]*directory
	found map[string]string // by import path
}

type directory struct {
	once sync.Once
	name string
	pkg  *decl.Package
}

func (ds *directories) of(dir string) *directory {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	if ds.m == nil {
		ds.m = make(map[string]*directory)
	}
	d := ds.m[dir]
	if d == nil {
		d = new(directory)
		ds.m[dir] = d
	}
	return d
}
