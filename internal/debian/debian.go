// Package debian knows the Debian packages that hold what cgo code asks for:
// headers, libraries and pkg-config files.
//
// The table has what released Go modules name; scripts/debian derives it from
// them and the index of Debian's archive.
package debian

import (
	_ "embed"
	"strings"
	"sync"
)

//go:embed table.txt
var table string

// Header returns the package with a header such as "zlib.h" below a directory
// where compilers look, or "" if it is not known.
func Header(name string) string { return index()["h:"+name] }

// Library returns the package with what -l followed by name links, or "".
func Library(name string) string { return index()["l:"+name] }

// PkgConfig returns the package with the pkg-config file of name, or "".
func PkgConfig(name string) string { return index()["p:"+name] }

// index parses the table: lines of a package and what it holds.
var index = sync.OnceValue(func() map[string]string {
	m := make(map[string]string)
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		if len(words) == 0 || words[0] == "#" {
			continue
		}
		for _, w := range words[1:] {
			m[w] = words[0]
		}
	}
	return m
})
