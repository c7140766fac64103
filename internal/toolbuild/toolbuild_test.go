package toolbuild_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/mod/module"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/proxytest"
	"github.com/xplatvet/xplatvet/internal/toolbuild"
)

// The modules of a proxy with a gopls that finds the mistake if xplatvet is in
// it, and names the version of a dependency that it was released with.
const (
	goplsMod = "module golang.org/x/tools/gopls\n\ngo GO\n\nrequire example.com/dep v1.0.0\n"
	gopls    = `-- go.mod --
MOD
-- main.go --
package main

import (
	"fmt"
	"os"

	"example.com/dep"
	"golang.org/x/tools/gopls/internal/suite"
)

var version = "unknown"

func main() {
	switch os.Args[1] {
	case "version":
		fmt.Println(version, "with", dep.Version)
	case "check":
		fmt.Println(suite.Finding)
	}
}
-- main_test.go --
package main

import _ "example.com/not/there"
-- internal/suite/suite.go --
package suite

var Finding = "nothing"
`
	xplatvet = `-- go.mod --
module github.com/xplatvet/xplatvet

go 1.21

require (
	example.com/dep v1.1.0
	golang.org/x/tools/gopls v0.1.0
)
-- plugin/gopls/gopls.go --
package gopls

import (
	_ "example.com/dep"
	"golang.org/x/tools/gopls/suite"
)

func init() { suite.Set("runtime.GOOS is never \"macos\"") }
`
	goplsSuite = `-- suite/suite.go --
package suite

import "golang.org/x/tools/gopls/internal/suite"

func Set(s string) { suite.Finding = s }
`
)

// proxy returns the environment for a proxy that has gopls in several versions,
// and xplatvet.
func proxy(t *testing.T) []string {
	t.Helper()
	dir := t.TempDir()
	for _, v := range []string{"v1.0.0", "v1.1.0"} {
		proxytest.Write(t, dir, module.Version{Path: "example.com/dep", Version: v},
			"-- go.mod --\nmodule example.com/dep\n-- dep.go --\npackage dep\n\nconst Version = \""+v+"\"\n")
	}
	for v, language := range map[string]string{
		"v0.1.0": "1.21", "v0.22.0": "1.21", "v0.23.0": "1.21", "v0.24.0": "1.22", "v0.25.0-pre.1": "1.22", "v0.26.0": "1.99.0",
	} {
		mod := strings.Replace(goplsMod, "GO", language, 1)
		proxytest.Write(t, dir, module.Version{Path: "golang.org/x/tools/gopls", Version: v}, strings.Replace(gopls, "MOD", mod, 1)+goplsSuite)
	}
	proxytest.Write(t, dir, module.Version{Path: "github.com/xplatvet/xplatvet", Version: "v1.2.3"}, xplatvet)
	return append(os.Environ(), proxytest.Env(t, dir)...)
}

var released = &toolbuild.Source{Module: module.Version{Path: "github.com/xplatvet/xplatvet", Version: "v1.2.3"}}

func TestBuild(t *testing.T) {
	env := proxy(t)
	temp := t.TempDir()
	var steps []string
	b := &toolbuild.Builder{
		Go: &gocmd.Runner{Env: env, TempDir: temp}, Source: released,
		Step: func(message string) { steps = append(steps, message) },
	}
	dir := t.TempDir()
	built, err := b.Build(t.Context(), toolbuild.Gopls, "", dir)
	if err != nil {
		t.Fatal(err)
	}
	if built.Version != "v0.24.0" || filepath.Dir(built.File) != dir {
		t.Errorf("built %s in %s", built.Version, built.File)
	}
	out, err := exec.Command(built.File, "version").Output()
	if got, want := string(out), "v0.24.0+xplatvet with v1.0.0\n"; err != nil || got != want {
		t.Errorf("version: %q, %v; want %q", got, err, want)
	}
	if want := "building gopls v0.24.0 with xplatvet v1.2.3 and Go "; len(steps) != 3 || !strings.HasPrefix(steps[1], want) {
		t.Errorf("steps %q", steps)
	}

	// It replaces what it has built before.
	built, err = b.Build(t.Context(), toolbuild.Gopls, "v0.23.0", built.File)
	if err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command(built.File, "version").Output(); !strings.HasPrefix(string(out), "v0.23.0+xplatvet ") {
		t.Errorf("version: %s, %v", out, err)
	}

	if left, err := os.ReadDir(temp); err != nil || len(left) > 0 {
		t.Errorf("%v, %v is left", left, err)
	}
}

func TestBuildErrors(t *testing.T) {
	env := proxy(t)
	dir := t.TempDir()
	other := filepath.Join(dir, "other")
	if err := os.WriteFile(other, []byte("text"), 0o666); err != nil {
		t.Fatal(err)
	}
	newGo := strings.TrimPrefix(runtime.Version(), "go")
	for _, test := range []struct {
		name, version, file, env, want string
	}{
		{"too old", "v0.22.0", "f", "", "gopls v0.22.0 cannot take the analyzers in: the first version that can is v0.23.0"},
		{"too new", "v0.26.0", "f", "", "gopls v0.26.0 needs Go 1.99.0, and this is Go " + newGo + ", which builds gopls up to v0.24.0; leave -version out, or set GOTOOLCHAIN=go1.99.0"},
		{"none", "v0.27.0", "f", "", "cannot find golang.org/x/tools/gopls@v0.27.0: "},
		{"no version", "latest", "f", "", `-version "latest": want one such as v0.23.0`},
		{"offline", "", "f", "GOPROXY=off", "cannot list the versions of gopls (-version takes one that is in the module cache without asking): module lookup disabled by GOPROXY=off"},
		{"another file", "", "other", "", other + " exists and is no gopls: remove it, or choose another name"},
		{"no directory", "", "no/f", "", "there is no directory " + filepath.Join(dir, "no")},
		{"file as directory", "", "other/f", "", other + " is not a directory"},
	} {
		t.Run(test.name, func(t *testing.T) {
			b := &toolbuild.Builder{Go: &gocmd.Runner{Env: append(env, test.env)}, Source: released}
			_, err := b.Build(t.Context(), toolbuild.Gopls, test.version, filepath.Join(dir, filepath.FromSlash(test.file)))
			if err == nil || !strings.HasPrefix(err.Error(), test.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v\nwant %s", err, test.want)
			}
		})
	}
	if entries, err := os.ReadDir(dir); err != nil || len(entries) != 1 {
		t.Errorf("%v, %v: want %s only", entries, err, other)
	}
}

// What does not report what it should is not handed out.
func TestBuildChecks(t *testing.T) {
	source := t.TempDir()
	for name, text := range map[string]string{
		"go.mod":                "module github.com/xplatvet/xplatvet\n\ngo 1.21\n",
		"plugin/gopls/gopls.go": "package gopls\n",
	} {
		file := filepath.Join(source, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	src, err := toolbuild.DirSource(source)
	if err != nil {
		t.Fatal(err)
	}
	b := &toolbuild.Builder{Go: &gocmd.Runner{Env: proxy(t)}, Source: src}
	file := filepath.Join(t.TempDir(), "gopls")
	_, err = b.Build(t.Context(), toolbuild.Gopls, "", file)
	if want := "the gopls that was built does not work: gopls check probe.go"; err == nil || !strings.HasPrefix(err.Error(), want) {
		t.Errorf("got %v\nwant %s", err, want)
	}

	if err := os.WriteFile(filepath.Join(source, "plugin", "gopls", "gopls.go"), []byte("package gopls\n\nvar x int = \"\"\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	_, err = b.Build(t.Context(), toolbuild.Gopls, "", file)
	if want := "gopls v0.24.0 cannot be built with xplatvet of " + source + ": "; err == nil || !strings.HasPrefix(err.Error(), want) || !strings.Contains(err.Error(), `gopls.go:3:13: cannot use ""`) {
		t.Errorf("got %v\nwant %s…", err, want)
	}
	if _, err := os.Stat(file); err == nil {
		t.Error("there is a file")
	}

	if _, err := toolbuild.DirSource(filepath.Join(source, "plugin")); err == nil {
		t.Error("a directory without go.mod is the source")
	}
}

func TestBuildInterrupted(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	temp, dir := t.TempDir(), t.TempDir()
	b := &toolbuild.Builder{
		Go: &gocmd.Runner{Env: proxy(t), TempDir: temp}, Source: released,
		Step: func(message string) {
			if strings.HasPrefix(message, "building") {
				cancel()
			}
		},
	}
	if _, err := b.Build(ctx, toolbuild.Gopls, "", filepath.Join(dir, "gopls")); !errors.Is(err, context.Canceled) {
		t.Errorf("got %v", err)
	}
	for _, d := range []string{temp, dir} {
		if left, err := os.ReadDir(d); err != nil || len(left) > 0 {
			t.Errorf("%v, %v is left", left, err)
		}
	}
}

// The checkout that this test was built from is the source.
func TestOwnSource(t *testing.T) {
	src, err := toolbuild.OwnSource()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(src.Dir, "internal", "toolbuild", "source.go")); err != nil {
		t.Error(err)
	}
}
