// Package atomicfile replaces files so that whoever reads or writes them at
// the same time sees one version or the other.
package atomicfile

import (
	"io/fs"
	"os"
	"path/filepath"
)

// Write writes a file by way of a temporary one in the same directory. A new
// file gets the permissions of perm whatever the umask; an existing one keeps
// its own. A device or a pipe is written to, not replaced.
func Write(name string, data []byte, perm fs.FileMode) error {
	if info, err := os.Stat(name); err == nil {
		perm = info.Mode().Perm()
		if !info.Mode().IsRegular() && !info.IsDir() {
			return os.WriteFile(name, data, perm)
		}
	}
	tmp, err := os.CreateTemp(filepath.Dir(name), ".tmp-*")
	if err != nil {
		return err
	}
	_, err = tmp.Write(data)
	if cerr := tmp.Close(); err == nil {
		err = cerr
	}
	if err == nil {
		err = os.Chmod(tmp.Name(), perm)
	}
	if err == nil {
		err = os.Rename(tmp.Name(), name)
	}
	if err != nil {
		os.Remove(tmp.Name()) // the first error counts
	}
	return err
}
