package modgraph

import (
	"go/version"
	"os"
	"path/filepath"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// fetchResult says where a module is, or why it is not there.
type fetchResult struct {
	missing bool // not in the module cache
	err     error
}

// locate sets the directory of a module that is or will be in the module
// cache, if that is not known.
func (ms *modules) locate(m *Module) error {
	source := m
	if m.Replace != nil {
		source = m.Replace
	}
	if m.Dir != "" || source.Version == "" {
		return nil
	}
	path, err := module.EscapePath(source.Path)
	if err != nil {
		return unusual(err.Error())
	}
	vers, err := module.EscapeVersion(source.Version)
	if err != nil {
		return unusual(err.Error())
	}
	m.Dir = filepath.Join(ms.env.GOMODCACHE, filepath.FromSlash(path)+"@"+vers)
	source.Dir = m.Dir
	return nil
}

// fetch reports whether the source of a module is there, and may be used.
func (ms *modules) fetch(m *Module) fetchResult {
	if m.Main {
		return fetchResult{}
	}
	ms.mu.Lock()
	defer ms.mu.Unlock()
	r, ok := ms.fetched[m]
	if !ok {
		r = ms.look(m)
		if !r.missing {
			ms.fetched[m] = r
		}
	}
	return r
}

func (ms *modules) look(m *Module) fetchResult {
	source := module.Version{Path: m.Path, Version: m.Version}
	if m.Replace != nil {
		source = module.Version{Path: m.Replace.Path, Version: m.Replace.Version}
	}
	modFile := filepath.Join(m.Dir, "go.mod")
	if source.Version == "" {
		if !isDir(m.Dir) {
			return fetchResult{err: unusual("replacement directory of " + m.Path + " does not exist")}
		}
	} else {
		if ms.sums != nil && (!ms.sums[source] || !ms.sums[module.Version{Path: source.Path, Version: source.Version + "/go.mod"}]) {
			return fetchResult{err: unusual("go.sum lacks " + source.String())}
		}
		cached, err := ms.cacheFile(source, ".mod")
		switch {
		case err != nil:
			return fetchResult{err: unusual(err.Error())}
		case m.Dir == "" || !isDir(m.Dir) || !isFile(cached):
			return fetchResult{missing: true}
		}
		if partial, err := ms.cacheFile(source, ".partial"); err != nil || isFile(partial) {
			return fetchResult{missing: true}
		}
		modFile = cached
	}
	return fetchResult{err: ms.readGoMod(m, modFile)}
}

// cacheFile returns the name of a file that the module cache has about a
// module.
func (ms *modules) cacheFile(v module.Version, suffix string) (string, error) {
	path, err := module.EscapePath(v.Path)
	if err != nil {
		return "", err
	}
	vers, err := module.EscapeVersion(v.Version)
	if err != nil {
		return "", err
	}
	return filepath.Join(ms.env.GOMODCACHE, "cache", "download", filepath.FromSlash(path), "@v", vers+suffix), nil
}

// readGoMod reads the language version of a module, and checks that what it
// requires is not newer than what the main module has:
// cmd/go/internal/modload.spotCheckRoots.
func (ms *modules) readGoMod(m *Module, name string) error {
	data, err := os.ReadFile(name)
	if err != nil {
		return unusual(err.Error())
	}
	file, err := modfile.ParseLax(name, data, nil)
	if err != nil {
		return unusual(err.Error())
	}
	if file.Module == nil || file.Module.Mod.Path != m.Path && (m.Replace == nil || file.Module.Mod.Path != m.Replace.Path) {
		return unusual("go.mod of " + m.Path + " has another module path")
	}
	if file.Go != nil {
		m.GoVersion = file.Go.Version
		v := "go" + m.GoVersion
		if version.Compare(v, ms.env.GOVERSION) > 0 || ms.rootsOnly && version.Compare(v, "go1.21") >= 0 && version.Compare(v, "go"+ms.main[0].GoVersion) > 0 {
			return unusual(m.Path + " needs go " + m.GoVersion)
		}
		if m.Replace != nil {
			m.Replace.GoVersion = m.GoVersion
		}
	}
	if ms.rootsOnly {
		for _, r := range file.Require {
			if have := ms.roots[r.Mod.Path]; have != nil && !have.Main && !ms.excluded[r.Mod] && semver.Compare(have.Version, r.Mod.Version) < 0 {
				return unusual("go.mod is out of date")
			}
		}
	}
	return nil
}
