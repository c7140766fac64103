// Package third uses packages outside of the standard library.
package third

import (
	"platformapi/dep"
	. "platformapi/dep"
	win "platformapi/depwin" // want `^package platformapi/depwin has no Go files on any port but windows; move it to a file with //go:build windows$`
)

// Exported keeps the file from being constrained as a whole.
func Exported() {}

const c = dep.Mode // want `^dep.Mode is not available on js, plan9 and windows; move it to a file with //go:build unix$`

func method(f *dep.File) {
	f.Close()
	f.Sync() // want `^dep.File.Sync is not available on js, plan9 and windows; move it to a file with //go:build unix$`
	g := f.Sync // want `^dep.File.Sync is not available`
	g()
}

// Embedder may have another Sync elsewhere, for all that is known here.
func promoted(e dep.Embedder) {
	e.Close()
	e.Sync()
}

type own struct{ dep.File }

func ownPromoted(o own) {
	o.Sync() // want `^dep.File.Sync is not available on js, plan9 and windows; `
}

// What comes from a declaration that is another one elsewhere is not known.
func perPort(l local) {
	open().Sync()
	opened.Sync()
	f := open()
	f.Sync()
	l.Inode++
	_ = localStat{Inode: 1}
	for _, f := range []*dep.File{open()} {
		f.Sync() // want `^dep.File.Sync is not available on js, plan9 and windows; `
	}
	var g any = open()
	switch g := g.(type) {
	case *dep.File:
		g.Sync() // want `^dep.File.Sync is not available on js, plan9 and windows; `
	}
}

func generic(g dep.Generic[int]) int {
	g.Flush() // want `^dep.Generic.Flush is not available on js, plan9 and windows; `
	return g.Value
}

func fields(s dep.Stat) {
	_ = s.Inode                  // want `^dep.Stat.Inode is not available on js, plan9 and windows; `
	_ = dep.Stat{Inode: 1}       // want `^dep.Stat.Inode is not available on js, plan9 and windows; `
	_ = []dep.Stat{{Inode: 1}}   // want `^dep.Stat.Inode is not available on js, plan9 and windows; `
	_ = map[string]int{"x": 1}   // keys that are no fields
	_ = map[int]int{dep.Mode: 1} // want `^dep.Mode is not available`
	_ = &dep.Limit               // want `^dep.Limit is not available`
}

// What an alias or an embedded interface hides is not known everywhere.
func unknown(a dep.Alias, l dep.Locker) {
	l.Lock()
	_, _ = a, dep.Everywhere
}

func dot() {
	Everywhere()
	Mmap() // want `^dep.Mmap is not available on js, plan9 and windows; `
}

var handle = win.Handle
