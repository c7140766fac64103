package sources

import (
	"errors"
	"go/ast"
	"go/token"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// A Cache is for a driver that looks at a package several times, on one port
// after another, with one FileSet and the same build tags: it has each pass see
// the same trees of all files of the directory, and keeps what was made of them,
// see [Once]. It may be used by several goroutines.
type Cache struct {
	// Tree returns the tree of a file with all comments, and the first error in
	// it, if the driver has parsed it. It may be nil; if it is not, files are as
	// they are on disk.
	Tree func(name string) (f *ast.File, err error, ok bool)

	// NoComments leaves comments out of files that are parsed for the Cache, unless
	// some of them may be directives.
	NoComments bool

	// Name returns the name of the package that an import path stands for on
	// whatever port, or "" if the driver does not know. It may be nil. Of all
	// packages that it knows it has facts, whatever a pass imports.
	Name func(path string) string

	mu      sync.Mutex
	files   map[string]*leftOut
	headers map[string]*header
	common  map[string]*common
}

type header struct {
	once sync.Once
	file *constraint.File
	err  error
}

// header reads the header of a file of the pass. A bad one is no error: its Built
// says so.
func (c *Cache) header(pass *analysis.Pass, ctx *constraint.Context, name string) (*constraint.File, error) {
	c.mu.Lock()
	if c.headers == nil {
		c.headers = make(map[string]*header)
	}
	h := c.headers[name]
	if h == nil {
		h = new(header)
		c.headers[name] = h
	}
	c.mu.Unlock()
	h.once.Do(func() {
		if c.Tree != nil {
			h.file, h.err = readHeader(ctx, name)
			return
		}
		var src []byte
		if src, h.err = ReadFile(pass, name); h.err == nil {
			h.file, _ = ctx.Parse(filepath.Base(name), src)
		}
	})
	return h.file, h.err
}

// readHeader reads the header of a file on disk, and little more of it. The error
// says why it cannot be read: as for header.
func readHeader(ctx *constraint.Context, name string) (*constraint.File, error) {
	h, err := ctx.ReadFile(name)
	if bad := (*constraint.Error)(nil); err == nil || errors.As(err, &bad) {
		return h, nil
	}
	return nil, err
}

type leftOut struct {
	once    sync.Once
	file    *File // see read
	unknown platform.Set
}

// parse reads a file that a pass has left out. The File is the caller's own; the
// tree is shared.
func (c *Cache) parse(fset *token.FileSet, ctx *constraint.Context, name string) (*File, platform.Set) {
	c.mu.Lock()
	if c.files == nil {
		c.files = make(map[string]*leftOut)
	}
	l := c.files[name]
	if l == nil {
		l = new(leftOut)
		c.files[name] = l
	}
	c.mu.Unlock()
	l.once.Do(func() { l.file, l.unknown = c.read(fset, ctx, name) })
	if l.file == nil {
		return nil, l.unknown
	}
	f := *l.file
	return &f, l.unknown
}

// common is what passes that see the same trees have made of them.
type common struct {
	trees []*ast.File

	mu   sync.Mutex
	made map[any]*made
}

type made struct {
	once  sync.Once
	value any
}

// commonOf returns what is common to the passes that see the files of p.
func (c *Cache) commonOf(p *Package) *common {
	var key strings.Builder
	own := &common{made: make(map[any]*made)}
	for _, f := range p.Files {
		if f.Processed != nil {
			return own
		}
		key.WriteString(f.Name + "\x00")
		own.trees = append(own.trees, f.Syntax)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	old := c.common[key.String()]
	switch {
	case old == nil:
		if c.common == nil {
			c.common = make(map[string]*common)
		}
		c.common[key.String()] = own
	case slices.Equal(old.trees, own.trees):
		return old
	}
	return own
}

// Once returns what compute returns, or has returned when it was called under
// the same key for a pass that sees the same trees: for all files of the
// directory, as they are there on whatever port. Compute must depend on nothing
// but these, on the Context and on facts, not on types, nor on Checked. A key is
// of a type of its own.
func Once[T any](p *Package, key any, compute func() T) T {
	if p.common == nil {
		return compute()
	}
	p.common.mu.Lock()
	m := p.common.made[key]
	if m == nil {
		m = new(made)
		p.common.made[key] = m
	}
	p.common.mu.Unlock()
	m.once.Do(func() { m.value = compute() })
	return m.value.(T)
}
