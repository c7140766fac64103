package stdlib

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"
	"sync"

	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/platform"
)

// Load returns the table for the standard library of goroot, whose Go version
// is version: the embedded one if it is of the same release, else the one kept
// on disk, else a new one, which is kept. If goroot is "" or cannot be read,
// it is the embedded one: the nearest that is known.
func Load(goroot, version string) *Table {
	if goroot == "" || releaseOf(version) == releaseOf(platform.GoVersion) {
		return Embedded()
	}
	loaded.Lock()
	defer loaded.Unlock()
	key := goroot + "\x00" + version
	if t, ok := loaded.m[key]; ok {
		return t
	}
	t := load(goroot, version)
	if loaded.m == nil {
		loaded.m = make(map[string]*Table)
	}
	loaded.m[key] = t
	return t
}

var loaded struct {
	sync.Mutex
	m map[string]*Table
}

func load(goroot, version string) *Table {
	name := cacheName(goroot, version)
	if data, _, err := diskcache.Read(name); err == nil {
		if t, err := Parse(data); err == nil {
			return t
		}
	}
	t, err := Compute(goroot)
	if err != nil {
		return Embedded()
	}
	diskcache.Write(name, t.AppendText(nil)) // best effort
	return t
}

// cacheName returns the name of the cached table of a GOROOT. It holds what
// the table depends on: the schema, the ports that xplatvet knows, the Go
// version, and, for a GOROOT under development, when its sources changed.
func cacheName(goroot, version string) string {
	h := sha256.New()
	fmt.Fprintf(h, "%d %s %s %s\n", schema, platform.GoVersion, version, goroot)
	for _, name := range []string{"VERSION", "src/syscall", "src/os", "src/net"} {
		if fi, err := os.Stat(filepath.Join(goroot, filepath.FromSlash(name))); err == nil {
			fmt.Fprintf(h, "%s %d\n", name, fi.ModTime().UnixNano())
		}
	}
	return fmt.Sprintf("std/%s-%x.txt", releaseOf(version), h.Sum(nil)[:8])
}
