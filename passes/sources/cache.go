package sources

import (
	"go/token"
	"sync"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// A Cache holds the files that passes have left out. It is for a driver that
// looks at a package several times, on one port after another, with one FileSet
// and the same build tags: each pass leaves out most files of the directory. It
// may be used by several goroutines.
type Cache struct {
	mu    sync.Mutex
	files map[string]*leftOut
}

type leftOut struct {
	once    sync.Once
	file    *File // see parse
	unknown platform.Set
}

// parse is as the function of that name. The File is the caller's own; the tree
// is shared.
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
	l.once.Do(func() { l.file, l.unknown = parse(fset, ctx, name) })
	if l.file == nil {
		return nil, l.unknown
	}
	f := *l.file
	return &f, l.unknown
}
