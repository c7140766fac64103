package matrix

import (
	"bytes"
	"encoding/gob"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/internal/modgraph"
)

// A verdict is what was found out about a package on a port, whatever becomes
// of its dependencies. Files are relative to the directory of the package.
type verdict struct {
	Syntax, Types, Late []Error
}

// Verdicts on packages from the module cache are kept on disk, in one file for
// each version of a module.
const (
	verdictsDir  = "verdicts"
	verdictsFile = 4 << 20   // bytes
	verdictsSize = 256 << 20 // bytes, of all files
)

// isKept reports whether the verdicts on a package are kept: it is a dependency
// from the module cache.
func isKept(l *modgraph.Package) bool {
	return !l.Standard && l.DepOnly && l.ForTest == "" && len(l.GoFiles)+len(l.CgoFiles) > 0 && l.InModuleCache()
}

// table returns the table with the verdicts on a package.
func (s *shared) table(l *modgraph.Package) *diskcache.Table {
	t := s.tables[l.Module]
	if t == nil {
		name := l.Module.String()
		if t = s.named[name]; t == nil {
			t = diskcache.OpenTable(verdictsDir, name)
			s.named[name] = t
		}
		s.tables[l.Module] = t
	}
	return t
}

// recallVerdicts looks up what is kept. A package of which the verdicts on all
// ports are known need not be checked.
func (c *Checker) recallVerdicts() {
	s := &c.shared
	s.tables, s.named = make(map[*modgraph.Module]*diskcache.Table), make(map[string]*diskcache.Table)
	s.verdicts = make(map[portKey]verdict)
	s.known = make(map[string]bool)
	unknown := make(map[string]bool) // or not kept
	for i := range c.computeDigests() {
		for _, l := range c.List(s.ports[i]) {
			if l.Standard || unknown[l.ImportPath] {
				continue
			}
			if !s.known[l.ImportPath] && !isKept(l) {
				unknown[l.ImportPath] = len(l.GoFiles)+len(l.CgoFiles) > 0
				continue
			}
			if len(l.GoFiles)+len(l.CgoFiles) == 0 {
				continue
			}
			data, ok := s.table(l).Get(c.digests[i][l.ImportPath])
			var v verdict
			if ok && len(data) > 0 {
				ok = gob.NewDecoder(bytes.NewReader(data)).Decode(&v) == nil
				s.verdicts[portKey{l.ImportPath, i}] = v.in(l.Dir)
			}
			if ok {
				s.known[l.ImportPath] = true
			} else {
				unknown[l.ImportPath] = true
				s.news = true
			}
		}
	}
	maps.DeleteFunc(s.known, func(path string, _ bool) bool { return unknown[path] })
}

// keepVerdicts writes the verdicts that are new. A cache that cannot be written
// costs time only.
func (c *Checker) keepVerdicts() {
	s := &c.shared
	if !s.news {
		return
	}
	for i := range c.digests {
		pkgs := c.List(s.ports[i])
		u := c.universe(s.ports[i], pkgs)
		for _, l := range pkgs {
			if !isKept(l) || s.known[l.ImportPath] {
				continue
			}
			p := u.newPackage(l)
			set := c.fileSet(p)
			if set.unread {
				continue
			}
			v := verdict{Syntax: set.errs}
			p.TypeErrors, v.Late = s.errorsAt(l.ImportPath, i)
			v.Types = u.listTypeErrors(p)
			var data []byte
			if len(v.Syntax)+len(v.Types)+len(v.Late) > 0 {
				var buf bytes.Buffer
				if gob.NewEncoder(&buf).Encode(v.outOf(l.Dir)) != nil {
					continue
				}
				data = buf.Bytes()
			}
			s.table(l).Put(c.digests[i][l.ImportPath], data)
		}
	}
	for _, t := range s.named {
		t.Save(verdictsFile)
	}
	diskcache.Trim(verdictsDir, verdictsSize)
}

// in returns v with files in a directory.
func (v verdict) in(dir string) verdict {
	return v.rename(func(name string) string { return filepath.Join(dir, name) })
}

// outOf returns v with files relative to a directory.
func (v verdict) outOf(dir string) verdict {
	return v.rename(func(name string) string { return strings.TrimPrefix(name, dir+string(filepath.Separator)) })
}

func (v verdict) rename(name func(string) string) verdict {
	for _, list := range []*[]Error{&v.Syntax, &v.Types, &v.Late} {
		*list = slices.Clone(*list)
		for i := range *list {
			(*list)[i].Pos.Filename = name((*list)[i].Pos.Filename)
		}
	}
	return v
}
