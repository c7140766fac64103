package config

import (
	"cmp"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

const (
	fileName = ".xplatvet.yaml"
	badName  = ".xplatvet.yml" // refused: it would be without effect
)

// Load finds and parses the configuration for the packages below dir. Without
// a file it returns the zero Config. See [Find] and [Parse].
func Load(dir string, known *Known) (*Config, error) {
	file, err := Find(dir)
	if err != nil {
		return nil, err
	}
	if file == "" {
		return &Config{}, nil
	}
	data, err := readFile(file)
	if err != nil {
		return nil, fmt.Errorf("read configuration: %w", err)
	}
	return Parse(file, data, known)
}

// readFile reads as much of a file as Parse needs to see that it is too large.
func readFile(name string) ([]byte, error) {
	f, err := os.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, maxSize+1))
}

// Find returns the absolute path of the .xplatvet.yaml that is nearest to dir:
// in dir or one of its parents, up to the root of the repository (the nearest
// directory with .git or go.work), or outside a repository up to the root of
// the module (the nearest directory with go.mod). It returns "" if there is
// none.
func Find(dir string) (string, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return "", fmt.Errorf("find configuration: %w", err)
	}
	for root := rootOf(dir); ; dir = filepath.Dir(dir) {
		file := filepath.Join(dir, fileName)
		switch ok, err := exists(file); {
		case err != nil:
			return "", fmt.Errorf("find configuration: %w", err)
		case ok:
			return file, nil
		}
		if ok, _ := exists(filepath.Join(dir, badName)); ok {
			return "", fmt.Errorf("find configuration: %s must be named %s", filepath.Join(dir, badName), fileName)
		}
		if dir == root {
			return "", nil
		}
	}
}

// rootOf returns the last directory to search, which is dir or a parent.
// Parents that may not be read hold no repository of ours.
func rootOf(dir string) string {
	module := ""
	for d := dir; ; {
		for _, marker := range []string{".git", "go.work"} { // .git is a file in a worktree
			if ok, _ := exists(filepath.Join(d, marker)); ok {
				return d
			}
		}
		if ok, _ := exists(filepath.Join(d, "go.mod")); ok && module == "" {
			module = d
		}
		parent := filepath.Dir(d)
		if parent == d {
			return cmp.Or(module, dir)
		}
		d = parent
	}
}

func exists(name string) (bool, error) {
	_, err := os.Lstat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return false, nil
	}
	return err == nil, err
}
