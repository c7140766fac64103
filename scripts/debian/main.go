//go:build corpus

// Command debian writes the table of internal/debian: the packages of Debian
// that hold the headers, libraries and pkg-config files that cgo code in the Go
// modules below some directories names.
//
//	curl -O http://deb.debian.org/debian/dists/stable/main/Contents-amd64.gz
//	curl -O http://deb.debian.org/debian/dists/stable/main/Contents-all.gz
//	go run -tags corpus ./scripts/debian Contents-amd64.gz Contents-all.gz $(go env GOMODCACHE) >internal/debian/table.txt
package main

import (
	"bufio"
	"bytes"
	"cmp"
	"compress/gzip"
	"fmt"
	"io"
	"io/fs"
	"log"
	"maps"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

func main() {
	log.SetFlags(0)
	if err := run(os.Args[1:], os.Stdout); err != nil {
		log.Fatalf("debian: %v", err)
	}
}

func run(args []string, w io.Writer) error {
	wanted := map[string]int{} // "h:zlib.h", with the number of directories that name it
	var indexes []string
	for _, arg := range args {
		if strings.HasSuffix(arg, ".gz") {
			indexes = append(indexes, arg)
		} else if err := collect(arg, wanted); err != nil {
			return err
		}
	}
	found := map[string]string{}
	for _, name := range indexes {
		if err := find(name, wanted, found); err != nil {
			return fmt.Errorf("read index %s: %w", name, err)
		}
	}
	byPackage := map[string][]string{}
	for _, item := range slices.Sorted(maps.Keys(found)) {
		byPackage[found[item]] = append(byPackage[found[item]], item)
	}
	fmt.Fprintln(w, "# Written by scripts/debian. A package, and what it holds: h:header l:library p:pkg-config.")
	for _, pkg := range slices.Sorted(maps.Keys(byPackage)) {
		if _, err := fmt.Fprintln(w, pkg, strings.Join(byPackage[pkg], " ")); err != nil {
			return err
		}
	}
	return nil
}

var (
	include   = regexp.MustCompile(`(?m)^\s*(?://)?\s*#\s*include\s*[<"]([^">]+)[">]`)
	pkgConfig = regexp.MustCompile(`(?m)^\s*(?://)?\s*#cgo\b.*\bpkg-config:(.*)$`)
	ldflags   = regexp.MustCompile(`(?m)^\s*(?://)?\s*#cgo\b.*\bLDFLAGS:(.*)$`)
	library   = regexp.MustCompile(`(?:^|\s)-l([A-Za-z0-9_.+-]+)`)
)

// collect adds what Go files below root that import "C" ask for.
func collect(root string, wanted map[string]int) error {
	return filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") {
			return err
		}
		src, err := os.ReadFile(name)
		if err != nil || !bytes.Contains(src, []byte(`import "C"`)) {
			return err
		}
		for _, m := range include.FindAllSubmatch(src, -1) {
			wanted["h:"+string(m[1])]++
		}
		for _, m := range pkgConfig.FindAllSubmatch(src, -1) {
			for _, p := range strings.Fields(string(m[1])) {
				if !strings.HasPrefix(p, "-") {
					wanted["p:"+p]++
				}
			}
		}
		for _, m := range ldflags.FindAllSubmatch(src, -1) {
			for _, l := range library.FindAllSubmatch(m[1], -1) {
				wanted["l:"+string(l[1])]++
			}
		}
		return nil
	})
}

// find adds the packages of what is wanted that an index of the archive holds.
// Of several the one with the shortest name counts: the others are variants.
func find(name string, wanted map[string]int, found map[string]string) error {
	file, err := os.Open(name)
	if err != nil {
		return err
	}
	defer file.Close()
	text, err := gzip.NewReader(file)
	if err != nil {
		return err
	}
	for lines := bufio.NewScanner(text); lines.Scan(); {
		file, packages, _ := strings.Cut(lines.Text(), " ")
		item := itemOf(file)
		if item == "" || wanted[item] == 0 {
			continue
		}
		for _, p := range strings.Split(strings.TrimSpace(packages), ",") {
			section, p := path.Base(path.Dir(p)), path.Base(p)
			if section != "libdevel" && p != "linux-libc-dev" || !strings.HasSuffix(p, "-dev") {
				continue
			}
			if old := found[item]; old == "" || cmp.Or(cmp.Compare(len(p), len(old)), cmp.Compare(p, old)) < 0 {
				found[item] = p
			}
		}
	}
	return nil
}

const triple = "x86_64-linux-gnu/"

// itemOf returns what a file is when it is installed, or "".
func itemOf(file string) string {
	if rest, ok := strings.CutPrefix(file, "usr/include/"); ok {
		return "h:" + strings.TrimPrefix(rest, triple)
	}
	base := path.Base(file)
	dir := path.Dir(file) + "/"
	switch {
	case strings.HasSuffix(dir, "/pkgconfig/") && strings.HasSuffix(base, ".pc"):
		return "p:" + strings.TrimSuffix(base, ".pc")
	case dir == "usr/lib/"+triple || dir == "usr/lib/":
		if rest, ok := strings.CutPrefix(base, "lib"); ok {
			for _, ext := range []string{".so", ".a"} {
				if l, ok := strings.CutSuffix(rest, ext); ok {
					return "l:" + l
				}
			}
		}
	}
	return ""
}
