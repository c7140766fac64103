// Package basic mistakes separators.
package basic

import (
	"archive/tar"
	"archive/zip"
	"embed"
	"fmt"
	"io/fs"
	"net/http"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"strings"
)

func Search(dir, name string) {
	filepath.WalkDir(dir, func(p string, d fs.DirEntry, err error) error {
		if strings.Contains(p, "/testdata/") { // want `strings.Contains for "/testdata/": the path from filepath.WalkDir is separated by \\ on windows; apply filepath.ToSlash first`
			return filepath.SkipDir
		}
		rel := strings.TrimPrefix(p, dir)
		for range strings.Split(rel, "/") { // want `strings.Split for "/": the path from filepath.WalkDir is`
		}
		strings.TrimPrefix(p, dir+"/")   // want `strings.TrimPrefix for ".../": the path from filepath.WalkDir .*; apply filepath.ToSlash to both`
		strings.Count(p[len(dir):], "/") // want `strings.Count for "/"`
		return nil
	})
	filepath.Walk(dir, walk)

	rel, err := filepath.Rel(dir, name)
	if err != nil || strings.HasPrefix(rel, "../") { // want `strings.HasPrefix for "../": the path from filepath.Rel`
		return
	}
	strings.LastIndexByte(rel, '/') // want `strings.LastIndexByte for "/"`
	wd, _ := os.Getwd()
	strings.HasSuffix(wd, "cmd/tool") // want `strings.HasSuffix for "cmd/tool": the path from os.Getwd`
	matches, _ := filepath.Glob(dir + "/*.go")
	for _, m := range matches {
		strings.Replace(m, "a/b", "c", 1) // want `strings.Replace for "a/b": the path from filepath.Glob`
	}
	fmt.Println(path.Base(os.Args[0]))       // want `path.Base knows slashes only: the path from os.Args\[0\] is separated by \\ on windows; use filepath.Base`
	path.Dir(filepath.Join(dir, name))       // want `path.Dir knows slashes only`
	path.Match("*.go", filepath.Clean(name)) // want `path.Match knows slashes only`
	if filepath.Join(dir, name) == "a/b" {   // want `comparison with "a/b": the path from filepath.Join`
	}
	switch filepath.Clean(name) {
	case "x":
	case "x/y": // want `comparison with "x/y": the path from filepath.Clean`
	}
}

func walk(name string, info fs.FileInfo, err error) error {
	if strings.HasPrefix(name, "vendor/") { // want `strings.HasPrefix for "vendor/": the path from filepath.Walk `
		return filepath.SkipDir
	}
	return nil
}

//go:embed *.go
var files embed.FS

func Names(fsys fs.FS, w *zip.Writer, u *url.URL, dir, name string) error {
	files.ReadFile(filepath.Join("static", name)) // want `embed.FS.ReadFile takes slashes: the path from filepath.Join is separated by \\ on windows; apply filepath.ToSlash$`
	full := filepath.Join(dir, name)
	fsys.Open(full)                                                     // want `fs.FS.Open takes slashes`
	fs.ReadFile(fsys, full)                                             // want `fs.ReadFile takes slashes`
	w.Create(full)                                                      // want `zip.Writer.Create takes slashes`
	h := &tar.Header{Name: full, Size: 1}                               // want `field Name of archive/tar takes slashes`
	h.Name = filepath.Join("root", name)                                // want `field Name of archive/tar takes slashes`
	u.Path = filepath.Join(u.Path, name)                                // want `field Path of net/url takes slashes`
	http.Get("https://example.com/" + filepath.Join("a", name))         // want `http.Get takes slashes`
	http.Handle(filepath.Join("/static", name), http.NotFoundHandler()) // want `http.Handle takes slashes`
	return nil
}

func Lists(dir string) []string {
	os.Setenv("PATH", dir+":"+os.Getenv("PATH")) // want `colon added to \$PATH: it does not separate directories on plan9 and windows; use os.PathListSeparator`
	old := os.Getenv("PATH")
	_ = []string{
		"PATH=/opt/bin:" + old,              // want `colon added to \$PATH`
		fmt.Sprintf("PATH=%s:%s", dir, old), // want `colon added to \$PATH`
		"PATH=" + old + ":/opt/bin",         // want `colon added to \$PATH`
	}
	return strings.Split(os.Getenv("PATH"), ":") // want `strings.Split of \$PATH at colons: they do not separate directories on plan9 and windows; use filepath.SplitList`
}

func Backslashes(dir string) {
	os.Open("testdata\\x.txt")             // want `os.Open of a path with "testdata\\\\x.txt": a backslash separates nothing on darwin, linux and plan9; a slash does on every port`
	os.ReadFile(dir + "\\x")               // want `os.ReadFile of a path with "\\\\x"`
	filepath.Join(dir, `a\b`)              // want `filepath.Join of a path with "a\\\\b"`
	os.ReadFile(filepath.Join(dir, `a\b`)) // want `filepath.Join of a path with`
}
