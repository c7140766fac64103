// Package ok knows its separators.
package ok

import (
	"archive/tar"
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"runtime"
	"strings"
)

//go:embed *.go
var files embed.FS

func Slashes(fsys fs.FS, dir, name string) error {
	os.Open("a/b")
	os.Open(dir + "/" + name)
	os.MkdirAll(path.Join(dir, name), 0o777)
	filepath.Join(dir, "a/b")
	path.Ext(filepath.Join(dir, name))
	path.Join(os.TempDir(), name)
	path.Base(name)
	strings.Split(name, "/")
	strings.HasPrefix(name, "a/b")
	strings.Split(filepath.ToSlash(filepath.Join(dir, name)), "/")
	strings.Split(filepath.Join(dir, name), string(filepath.Separator))
	strings.ReplaceAll(filepath.Join(dir, name), "\\", "/")
	strings.HasSuffix(filepath.Clean(dir), "/")
	strings.HasPrefix(os.Args[0], "/snap/")
	strings.HasSuffix(filepath.Join(dir, name), ".go")
	strings.ContainsAny(filepath.Clean(dir), `/\`)
	if p := filepath.Clean(dir); strings.Contains(p, "/") || strings.Contains(p, `\`) {
		return nil
	}
	if filepath.Dir(dir) == "/" || filepath.Dir(dir) == "." || filepath.Base(dir) == "x" {
		return nil
	}
	rel, err := filepath.Rel(dir, name)
	if err != nil || strings.HasPrefix(rel, "/") || rel == ".." || strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
		return nil
	}
	changed := filepath.Join(dir, name)
	if runtime.GOOS == "windows" {
		changed = filepath.ToSlash(changed)
	}
	strings.Split(changed, "/")
	_, err = files.ReadFile(path.Join(dir, name))
	return fs.WalkDir(fsys, ".", func(p string, d fs.DirEntry, err error) error {
		if strings.Contains(p, "/testdata/") {
			return fs.SkipDir
		}
		path.Base(p)
		_, err = fsys.Open(p)
		return err
	})
}

func Names(u *url.URL, dir, name string) {
	files.ReadFile("a/b")
	files.ReadFile(filepath.ToSlash(filepath.Join(dir, name)))
	files.ReadFile(filepath.Base(name))
	_ = &tar.Header{Name: filepath.ToSlash(filepath.Join(dir, name)), Linkname: name}
	_ = struct{ Name string }{Name: filepath.Join(dir, name)}
	os.Open(filepath.Join(dir, filepath.FromSlash(u.Path)))
	os.Open(filepath.Join(dir, u.Path))
	u.Path = path.Join(u.Path, name)
	http.Get(u.String())
	http.Dir(filepath.Join(dir, name)).Open(name)
	http.ServeFile(nil, nil, filepath.Join(dir, name))
}

func Ports(dir, name string) {
	if runtime.GOOS == "windows" {
		os.Open("a\\b")
		strings.Split(os.Getenv("PATH"), ";")
		return
	}
	strings.Split(filepath.Join(dir, name), "/")
	if runtime.GOOS != "plan9" {
		strings.Split(os.Getenv("PATH"), ":")
	}
}

func Lists(dir string) {
	filepath.SplitList(os.Getenv("PATH"))
	strings.Split(os.Getenv("LD_LIBRARY_PATH"), ":")
	strings.Split(os.Getenv("PATH"), "/")
	strings.Split(dir, ":")
	os.Setenv("PATH", dir+string(os.PathListSeparator)+os.Getenv("PATH"))
	fmt.Println("PATH: " + os.Getenv("PATH"))
	fmt.Println(fmt.Sprintf("%s: %s", dir, os.Getenv("PATH")))
	fmt.Println(os.Getenv("HOST") + ":" + os.Getenv("PORT"))
}

func Backslashes(dir string) {
	os.Open(`C:\x`)
	os.Open(`\\.\pipe\x`)
	filepath.Glob(`a\*b`)
	strings.Contains(dir, `a\b`)
	filepath.Match(`a\*`, dir)
}
