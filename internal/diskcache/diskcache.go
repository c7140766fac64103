// Package diskcache keeps what is costly to compute in small files under the
// user's cache directory. Whatever is there may be deleted at any time.
package diskcache

import (
	"fmt"
	"os"
	"path/filepath"
	"time"

	"github.com/xplatvet/xplatvet/internal/atomicfile"
)

// Read returns the contents of the file name and when it was written.
func Read(name string) (data []byte, written time.Time, err error) {
	file, err := path(name)
	if err != nil {
		return nil, time.Time{}, err
	}
	fi, err := os.Stat(file)
	if err != nil {
		return nil, time.Time{}, err
	}
	data, err = os.ReadFile(file)
	return data, fi.ModTime(), err
}

// Write replaces the file name atomically, so that processes which read or
// write it at the same time see one version or the other. A caller may ignore
// the error: a cache that cannot be written costs time only.
func Write(name string, data []byte) error {
	file, err := path(name)
	if err != nil {
		return err
	}
	if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
		return fmt.Errorf("create cache directory: %w", err)
	}
	if err := atomicfile.Write(file, data, 0o600); err != nil {
		return fmt.Errorf("write cache file: %w", err)
	}
	return nil
}

// path returns the file that a slash-separated name stands for.
func path(name string) (string, error) {
	dir, err := os.UserCacheDir()
	if err != nil {
		return "", err
	}
	return filepath.Join(dir, "xplatvet", filepath.FromSlash(name)), nil
}
