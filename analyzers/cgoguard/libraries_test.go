package cgoguard

import (
	"errors"
	"flag"
	"go/build"
	"go/scanner"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// TestLibraries derives the libraries of Windows from the source of Go: the
// DLLs named in the packages that load them, in strings or in
// go:cgo_import_dynamic directives.
func TestLibraries(t *testing.T) {
	if release := strings.Join(strings.SplitN(runtime.Version(), ".", 3)[:2], "."); !strings.HasPrefix(platform.GoVersion, release) {
		t.Skipf("the list is that of %s, this is %s", platform.GoVersion, runtime.Version())
	}
	var names []string
	for _, dir := range []string{"syscall", "internal/syscall/windows", "runtime", "cmd/vendor/golang.org/x/sys/windows"} {
		names = append(names, dllsIn(t, filepath.Join(build.Default.GOROOT, "src", filepath.FromSlash(dir)))...)
	}
	// libversion (repology.org) is a library of Unix systems.
	names = slices.DeleteFunc(names, func(name string) bool { return name == "version" })
	slices.Sort(names)
	got := strings.Join(slices.Compact(names), "\n") + "\n"
	if update := flag.Lookup("update"); update.Value.String() == "true" { // of package vettest
		if err := os.WriteFile("libraries.txt", []byte(got), 0o666); err != nil {
			t.Fatal(err)
		}
		return
	}
	if got != libraries {
		t.Errorf("libraries.txt is stale, run go test -update; GOROOT has\n%s", got)
	}
}

var dllRx = regexp.MustCompile(`^([A-Za-z0-9_]+)\.dll$`)

// dllsIn returns the names of DLLs in the Go files of dir, in lower case.
func dllsIn(t *testing.T, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		t.Skipf("GOROOT has no source: %v", err)
	}
	if err != nil {
		t.Fatal(err)
	}
	var names []string
	add := func(lit string) {
		s, err := strconv.Unquote(lit)
		if err != nil {
			return
		}
		if m := dllRx.FindStringSubmatch(s); m != nil {
			names = append(names, strings.ToLower(m[1]))
		}
	}
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		src, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			t.Fatal(err)
		}
		var s scanner.Scanner
		s.Init(token.NewFileSet().AddFile("", -1, len(src)), src, nil, scanner.ScanComments)
		for {
			_, tok, lit := s.Scan()
			switch {
			case tok == token.STRING:
				add(lit)
			case tok == token.COMMENT && strings.HasPrefix(lit, "//go:cgo_import_dynamic "):
				fields := strings.Fields(lit)
				add(fields[len(fields)-1])
			}
			if tok == token.EOF {
				break
			}
		}
	}
	return names
}
