// Package proxytest writes modules as a module proxy serves them, for tests of
// dependencies.
package proxytest

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"golang.org/x/mod/module"
	modzip "golang.org/x/mod/zip"
	"golang.org/x/tools/txtar"
)

// Write adds a module to the proxy in dir, a directory that GOPROXY may name
// with file://; see go.dev/ref/mod. The files are those of a txtar archive that
// begins with go.mod.
func Write(t testing.TB, dir string, m module.Version, files string) {
	t.Helper()
	escaped, err := module.EscapePath(m.Path)
	if err != nil {
		t.Fatal(err)
	}
	source := t.TempDir()
	archive := txtar.Parse([]byte(files))
	for _, f := range archive.Files {
		write(t, filepath.Join(source, filepath.FromSlash(f.Name)), f.Data)
	}
	var zip bytes.Buffer
	if err := modzip.CreateFromDir(&zip, m, source); err != nil {
		t.Fatal(err)
	}
	base := filepath.Join(dir, filepath.FromSlash(escaped), "@v", m.Version)
	write(t, base+".zip", zip.Bytes())
	write(t, base+".mod", archive.Files[0].Data)
	write(t, base+".info", fmt.Appendf(nil, `{"Version":%q}`, m.Version))
	list := filepath.Join(filepath.Dir(base), "list")
	versions, err := os.ReadFile(list)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	write(t, list, append(versions, m.Version+"\n"...))
}

func write(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(name, data, 0o666); err != nil {
		t.Fatal(err)
	}
}

// Env returns the environment variables with which the go command takes modules
// from the proxy in dir, and keeps them in a module cache of its own.
func Env(t testing.TB, dir string) []string {
	return []string{
		"GOPROXY=file://" + filepath.ToSlash(dir), "GONOSUMDB=*", "GONOSUMCHECK=1", "GOMODCACHE=" + t.TempDir(), "GOFLAGS=-mod=mod -modcacherw",
	}
}
