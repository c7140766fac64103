package toolbuild

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// modulePath is the path of the module that this package is in.
const modulePath = "github.com/xplatvet/xplatvet"

// A Source is where the go command finds the source of xplatvet.
type Source struct {
	Module module.Version // a released version, or
	Dir    string         // the directory of a checkout
}

// String returns the version, or the directory.
func (s *Source) String() string {
	if s.Dir != "" {
		return "of " + s.Dir
	}
	return s.Module.Version
}

// ErrNoSource is returned when it is not known where the running program comes
// from.
var ErrNoSource = errors.New("this xplatvet was not built from a released version, and its source is not where it was: name a checkout of it with -xplatvet DIR")

// OwnSource returns the source of the running program: the module version that
// it was built from if the go command downloaded that, else the checkout that it
// was built in, else the version that the checkout had.
func OwnSource() (*Source, error) {
	own := ownModule()
	if own != nil && own.Sum != "" {
		return &Source{Module: module.Version{Path: own.Path, Version: own.Version}}, nil
	}
	_, file, _, _ := runtime.Caller(0)
	if dir := filepath.Join(filepath.Dir(file), "..", ".."); filepath.IsAbs(dir) {
		if src, err := DirSource(dir); err == nil {
			return src, nil
		}
	}
	if own != nil && semver.Canonical(own.Version) == own.Version && own.Version != "" { // no +dirty
		return &Source{Module: module.Version{Path: own.Path, Version: own.Version}}, nil
	}
	return nil, ErrNoSource
}

// ownModule returns what the build information has on the module, or nil.
func ownModule() *debug.Module {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return nil
	}
	for _, m := range append(info.Deps, &info.Main) {
		if m.Path != modulePath {
			continue
		}
		if m.Replace != nil {
			return m.Replace
		}
		return m
	}
	return nil
}

// DirSource returns the source in the checkout dir.
func DirSource(dir string) (*Source, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find xplatvet: %w", err)
	}
	data, err := os.ReadFile(filepath.Join(dir, "go.mod"))
	if err != nil {
		return nil, fmt.Errorf("find xplatvet: %w", err)
	}
	if path := modfile.ModulePath(data); path != modulePath {
		return nil, fmt.Errorf("find xplatvet: %s has module %s, not %s", dir, path, modulePath)
	}
	return &Source{Dir: dir}, nil
}
