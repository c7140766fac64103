package matrix

import (
	"crypto/sha256"
	"encoding/binary"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/internal/modgraph"
)

// A digest stands for all that the errors of a package on a port depend on: the
// release of Go, the files that are built, the packages they import, in turn,
// and the language version. Of the standard library and of modules from the
// module cache it has the versions, of others the contents.
type digest = diskcache.Key

// computeDigests computes the digests of all packages, by port, once. They are
// only as good as the names of versions, so there are none for a Go built from
// sources at hand.
func (c *Checker) computeDigests() []map[string]digest {
	c.digested.Do(func() { c.digests = c.digestAll() })
	return c.digests
}

func (c *Checker) digestAll() []map[string]digest {
	if c.Toolchain == "" || strings.Contains(c.Toolchain, "devel") {
		return nil
	}
	d := &digester{checker: c, dirs: make(map[string]string), fixed: make(map[string]bool)}
	var all []map[string]digest
	for port := range c.Ports.Ports() {
		pkgs := c.List(port)
		digests := make(map[string]digest, len(pkgs))
		name := port.String()
		for _, l := range pkgs {
			d.buf = d.buf[:0]
			d.text(digestSchema, c.Toolchain, port.GOARCH) // the sizes of types
			if l.Standard {
				d.text(name)
			}
			d.listed(l)
			for _, path := range l.Imports {
				path = l.Imported(path)
				dep := digests[path] // zero if there is none, or a cycle
				d.text(path)
				d.buf = append(d.buf, dep[:]...)
			}
			sum := sha256.Sum256(d.buf)
			digests[l.ImportPath] = digest(sum[:16])
		}
		all = append(all, digests)
	}
	return all
}

// Fingerprint returns a digest of all that is said of the packages, but for what
// decides on which packages and ports there are.
func (c *Checker) Fingerprint() (sum diskcache.Key, ok bool) {
	h := sha256.New()
	for _, digests := range c.computeDigests() {
		for _, path := range slices.Sorted(maps.Keys(digests)) {
			d := digests[path]
			h.Write([]byte(path + "\x00"))
			h.Write(d[:])
		}
		h.Write([]byte{0})
	}
	copy(sum[:], h.Sum(nil))
	return sum, len(c.digests) > 0
}

// Digest returns a digest of all that is said of a dependency from the module
// cache on all ports, with the version of the module that it belongs to. There
// is none for other packages.
func (c *Checker) Digest(p *Package) (sum diskcache.Key, module string, ok bool) {
	if !isKept(p.listed) || len(c.digests) == 0 {
		return sum, "", false
	}
	h := sha256.New()
	for i, digests := range c.digests {
		if d, ok := digests[p.Path]; ok {
			h.Write([]byte(c.shared.ports[i].String()))
			h.Write(d[:])
		}
	}
	copy(sum[:], h.Sum(nil))
	return sum, p.listed.Module.String(), true
}

// digestSchema is to change with what is reported of a package and how it is
// kept.
const digestSchema = "1"

// A digester makes digests. What they are made of is in buf.
type digester struct {
	checker *Checker
	buf     []byte
	dirs    map[string]string // digests of the contents of directories
	fixed   map[string]bool   // by directory: it is in the module cache
}

// text adds strings, each with its length.
func (d *digester) text(list ...string) {
	for _, s := range list {
		d.buf = append(binary.AppendUvarint(d.buf, uint64(len(s))), s...)
	}
}

func (d *digester) list(l []string) {
	d.buf = binary.AppendUvarint(d.buf, uint64(len(l)))
	d.text(l...)
}

// listed adds what the go command says of a package.
func (d *digester) listed(l *modgraph.Package) {
	d.text(l.ImportPath, l.Name, l.ForTest, goVersion(l.Module))
	for _, names := range [][]string{l.GoFiles, l.CgoFiles, l.SFiles, l.SysoFiles} {
		d.list(names)
	}
	if l.Error != nil {
		d.text("error", l.Error.Pos, l.Error.Err)
	}
	fixed, ok := d.fixed[l.Dir]
	if !ok {
		fixed = l.InModuleCache()
		d.fixed[l.Dir] = fixed
	}
	switch m := l.Module; {
	case l.Standard:
	case fixed && m != nil: // the go command names none where it cannot link a command
		d.text(m.String())
	default:
		d.text(d.contents(l.Dir))
		if m != nil {
			d.text(d.contents(m.Dir)) // go.mod
		}
	}
	d.list(l.Match)
	d.list(l.IgnoredGoFiles)
}

// contents returns a digest of the source files in a directory.
func (d *digester) contents(dir string) string {
	if sum, ok := d.dirs[dir]; ok {
		return sum
	}
	h := sha256.New()
	entries, err := os.ReadDir(dir)
	if err != nil {
		h.Write([]byte(err.Error()))
	}
	for _, e := range entries {
		switch filepath.Ext(e.Name()) {
		case ".mod", ".go", ".s", ".S", ".syso", ".h", ".c", ".cc", ".cpp", ".m":
		default:
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			data = []byte(err.Error())
		}
		sum := sha256.Sum256(data)
		h.Write([]byte(e.Name() + "\x00"))
		h.Write(sum[:])
	}
	sum := string(h.Sum(nil))
	d.dirs[dir] = sum
	return sum
}
