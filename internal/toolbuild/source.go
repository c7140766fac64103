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
// its build information gives, else the checkout that it was built in.
func OwnSource() (*Source, error) {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, m := range append(info.Deps, &info.Main) {
			if m.Path != modulePath {
				continue
			}
			if m.Replace != nil {
				m = m.Replace
			}
			if m.Sum != "" { // that of what the go command downloaded
				return &Source{Module: module.Version{Path: m.Path, Version: m.Version}}, nil
			}
		}
	}
	_, file, _, _ := runtime.Caller(0)
	if dir := filepath.Join(filepath.Dir(file), "..", ".."); filepath.IsAbs(dir) {
		if src, err := DirSource(dir); err == nil {
			return src, nil
		}
	}
	return nil, ErrNoSource
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
