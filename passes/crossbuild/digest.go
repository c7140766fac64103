package crossbuild

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/internal/place"
	"github.com/xplatvet/xplatvet/platform"
)

// A digester makes digests of what the go command compiles.
type digester struct {
	namer place.Namer
	files map[string][]byte // digests of files, and of names in directories
	plain map[string]bool   // files that refer to no others but by name in their directory
	buf   []byte
}

// digests returns a digest of each package of a port: its own files, and those
// of all that it needs. There is none of packages that depend on more than can
// be seen, such as a C compiler. Sum is of all of them.
func (d *digester) digests(port platform.Port, pkgs []*modgraph.Package) (digests map[string]diskcache.Key, sum []byte) {
	digests = make(map[string]diskcache.Key, len(pkgs))
	all := sha256.New()
	for _, l := range pkgs {
		d.buf = d.buf[:0]
		d.text(port.String())
		ok := d.listed(l)
		for _, path := range l.Imports {
			path = l.Imported(path)
			if path == "C" || path == "unsafe" {
				continue
			}
			dep, known := digests[path]
			ok = ok && known
			d.text(path)
			d.buf = append(d.buf, dep[:]...)
		}
		all.Write(d.buf)
		if ok {
			sum := sha256.Sum256(d.buf)
			digests[l.ImportPath] = diskcache.Key(sum[:16])
		}
	}
	return digests, all.Sum(nil)
}

// text adds a string with its length.
func (d *digester) text(s string) {
	d.buf = append(binary.AppendUvarint(d.buf, uint64(len(s))), s...)
}

// listed adds all that counts of a package but its imports. It reports false if
// there is more than it can see.
func (d *digester) listed(l *modgraph.Package) bool {
	d.text(l.ImportPath)
	d.text(l.Name)
	if m := l.Module; m != nil {
		d.text(m.GoVersion)
	}
	if l.Error != nil {
		d.text(d.namer.Text(l.Error.Err))
	}
	if l.Standard {
		return len(l.CgoFiles) == 0 // else the C compiler counts
	}
	ok := len(l.CgoFiles)+len(l.SwigFiles)+len(l.SwigCXXFiles)+len(l.FFiles) == 0
	fixed := l.InModuleCache()
	if fixed {
		d.text(l.Module.String())
	}
	for _, names := range [][]string{l.GoFiles, l.InvalidGoFiles, l.SFiles, l.HFiles, l.SysoFiles} {
		d.buf = binary.AppendUvarint(d.buf, uint64(len(names)))
		for _, name := range names {
			d.text(name)
			if fixed {
				continue
			}
			sum, plain := d.file(filepath.Join(l.Dir, name))
			d.buf = append(d.buf, sum...)
			ok = ok && plain
		}
	}
	return ok
}

// file returns a digest of a file, nil if it cannot be read, and of the names
// of the files that it may embed. Plain is false if it depends on other files.
func (d *digester) file(name string) (sum []byte, plain bool) {
	if sum, ok := d.files[name]; ok {
		return sum, d.plain[name]
	}
	h := sha256.New()
	data, err := os.ReadFile(name)
	plain = err == nil
	h.Write(data)
	switch filepath.Ext(name) {
	case ".go":
		if bytes.Contains(data, []byte("//go:embed")) {
			h.Write(d.tree(filepath.Dir(name)))
		}
	case ".s", ".h":
		for line := range bytes.Lines(data) {
			if f := bytes.Fields(line); len(f) > 1 && bytes.Equal(f[0], []byte("#include")) {
				plain = plain && !bytes.ContainsAny(f[1], `/\`)
			}
		}
	}
	sum = h.Sum(nil)
	d.files[name], d.plain[name] = sum, plain
	return sum, plain
}

// tree returns a digest of the names of files below a directory, the same
// wherever that is: go:embed fails where there are none, or other than regular
// ones.
func (d *digester) tree(dir string) []byte {
	if sum, ok := d.files[dir]; ok {
		return sum
	}
	h := sha256.New()
	filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		fmt.Fprintf(h, "%q %v\n", strings.TrimPrefix(name, dir), err != nil)
		if e != nil {
			fmt.Fprintln(h, e.Type())
		}
		return nil
	})
	d.files[dir] = h.Sum(nil)
	return d.files[dir]
}
