package crossbuild

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	gomodule "golang.org/x/mod/module"
	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/proxytest"
)

// TestMain turns the test binary into a go command of an older release.
func TestMain(m *testing.M) {
	fake := os.Getenv("FAKE_GO")
	if fake == "" {
		os.Exit(withCache(m.Run))
	}
	cmd := exec.Command("go", os.Args[1:]...)
	out, err := cmd.Output()
	switch {
	case fake == "old" && os.Args[1] == "env":
		out = bytes.Replace(out, []byte(`"GOVERSION": "go`), []byte(`"GOVERSION": "go1.23.4","_": "`), 1)
	case fake == "port" && os.Args[1] == "tool":
		out = []byte("linux/amd64\nnewos/newarch\n")
	case fake == "broken" && os.Args[1] == "list" && os.Getenv("GOOS") == "windows":
		fmt.Fprintln(os.Stderr, "go: downloading example.org/x v1.0.0\ngo: cannot do\n\tanything")
		os.Exit(1)
	case fake == "killed" && os.Args[1] == "list":
		fmt.Println(`{"ImportPath":"example.com/m/clean"}`)
		if p, err := os.FindProcess(os.Getpid()); err == nil {
			p.Kill()
		}
		select {}
	}
	os.Stdout.Write(out)
	if err != nil {
		os.Exit(1)
	}
}

// withCache runs tests with a cache of their own for what this program keeps,
// and that of the user for the go command.
func withCache(run func() int) int {
	dir, err := os.MkdirTemp("", "crossbuild-*")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(dir)
	if out, err := exec.Command("go", "env", "GOCACHE").Output(); err == nil {
		os.Setenv("GOCACHE", strings.TrimSpace(string(out)))
	}
	for _, name := range []string{"XDG_CACHE_HOME", "LocalAppData"} {
		os.Setenv(name, dir)
	}
	return run()
}

// TestProblems wants one clear line for each thing that keeps a build from
// being done, and the rest done.
func TestProblems(t *testing.T) {
	exe, err := os.Executable()
	if err != nil {
		t.Skip(err)
	}
	tests := []struct {
		name     string
		files    string // txtar; "" is ports.txtar
		patterns string
		env      []string
		fake     string
		want     []string // problems
		verdicts []string
	}{
		{
			name: "nomod", files: "-- a.go --\npackage a\n", patterns: "./...",
			want: []string{"no go.mod in DIR or above; run go mod init or use -C | linux,windows"},
		},
		{
			name: "nogo", env: []string{"PATH=", "path="}, patterns: "./...",
			want: []string{gocmd.ErrNoGo.Error() + " | linux,windows"},
		},
		{
			name: "badmod", files: "-- go.mod --\nmodule example.com/m\nnonsense\n", patterns: "./...",
			want: []string{"errors parsing go.mod: go.mod:2: unknown directive: nonsense | linux,windows"},
		},
		{
			name: "toonew", files: "-- go.mod --\nmodule example.com/m\ngo 1.99\n-- a.go --\npackage m\n", patterns: "./...",
			want: []string{"go.mod requires go >= 1.99 (running go VERSION; GOTOOLCHAIN=local); install go1.99 or later, or let GOTOOLCHAIN=auto fetch it | linux,windows"},
		},
		{
			name: "nomatch", patterns: "./clean ./nothing/... ./nowhere ./testonly example.com/m/cmd/nothing/...",
			want: []string{
				"./nothing/... matches no packages to build: pattern ./nothing/...: lstat ./nothing/: no such file or directory | linux,windows",
				"./nowhere matches no packages to build: stat DIR/nowhere: directory not found | linux,windows",
				"./testonly matches no packages to build | linux,windows",
				"example.com/m/cmd/nothing/... matches no packages to build | linux,windows",
			},
			verdicts: []string{"clean ok on linux,windows"},
		},
		{
			name: "empty", files: "-- go.mod --\nmodule example.com/m\n", patterns: "./...",
			want: []string{"./... matches no packages to build | linux,windows"},
		},
		{
			name: "missing", patterns: "./...",
			files: `
-- go.mod --
module example.com/m
go 1.24
require example.org/dep v1.0.0
require example.com/m/nested v1.0.0
-- ok.go --
package m
-- user/a.go --
package user
import _ "example.org/dep"
import _ "example.org/dep/sub"
import _ "example.com/m/nested/pkg"
import _ "example.org/unknown"
-- user/user2/b_windows.go --
package user2
import _ "example.com/m/user"
`,
			env: []string{"GOFLAGS=-mod=mod"},
			want: []string{
				"cannot load example.org/dep: module lookup disabled by GOPROXY=off | linux,windows",
				"cannot load example.com/m/nested: module lookup disabled by GOPROXY=off | linux,windows",
				"cannot load example.org/unknown: example.com/m/nested@v1.0.0: module lookup disabled by GOPROXY=off | linux,windows",
			},
			verdicts: []string{
				"example.com/m ok on linux,windows",
				"user blocked on linux,windows: example.com/m/nested/pkg, example.org/dep, example.org/dep/sub, example.org/unknown",
				"user/user2 blocked on windows: example.com/m/nested/pkg, example.org/dep, example.org/dep/sub, example.org/unknown",
				"user/user2 excluded on linux",
			},
		},
		{
			name: "old", fake: "old", patterns: "./...",
			want: []string{"go1.23.4 is too old for this command; install go1.24 or later | linux,windows"},
		},
		{
			name: "port", fake: "port", patterns: "./clean",
			want:     []string{"GOVERSION does not support windows/386 | windows"},
			verdicts: []string{"clean ok on linux", "clean skipped on windows"},
		},
		{
			name: "broken", fake: "broken", patterns: "./clean ./kill",
			want: []string{"cannot do anything | windows"},
			verdicts: []string{
				"clean ok on linux", "clean skipped on windows",
				"kill fail on linux: kill/kill.go:8:6: same redeclared in this block", "kill skipped on windows",
			},
		},
		{
			name: "killed", fake: "killed", patterns: "./clean",
			want:     []string{"go list: exit status -1 | linux,windows"},
			verdicts: []string{"clean skipped on linux,windows"},
		},
		{
			name: "badflag", env: []string{"GOFLAGS=-nosuch"}, patterns: "./clean",
			want: []string{"parsing $GOFLAGS: unknown flag -nosuch | linux,windows"},
		},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var dir string
			if test.files == "" {
				dir = extract(t, "ports.txtar")
			} else {
				dir, err = filepath.EvalSymlinks(t.TempDir())
				if err != nil {
					t.Fatal(err)
				}
				write(t, dir, txtar.Parse([]byte(test.files)))
			}
			cfg := config(t, dir, fastPorts, strings.Fields(test.patterns)...)
			cfg.Go.Env = environ(test.env...)
			if test.fake != "" {
				cfg.Go.Go = exe
				cfg.Go.Env = environ("FAKE_GO=" + test.fake)
			}
			report := Run(t.Context(), cfg)
			if code := report.ExitCode(); code != 2 {
				t.Errorf("exit code %d, want 2", code)
			}
			version, err := exec.Command("go", "env", "GOVERSION").Output()
			if err != nil {
				t.Fatal(err)
			}
			goversion := strings.TrimSpace(string(version))
			r := strings.NewReplacer("DIR", dir, "GOVERSION", goversion, "VERSION", strings.TrimPrefix(goversion, "go"))
			for i := range test.want {
				test.want[i] = r.Replace(test.want[i])
			}
			diff(t, problemsOf(report), test.want)
			if test.name != "badflag" {
				diff(t, verdictsOf(report), test.verdicts)
			}
		})
	}
}

// TestDependency wants an error in a package of another module, which no
// pattern matches, reported there.
func TestDependency(t *testing.T) {
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	proxytest.Write(t, filepath.Join(dir, "proxy"), gomodule.Version{Path: "example.org/Dep", Version: "v1.0.0"}, `
-- go.mod --
module example.org/Dep
go 1.24
-- dep.go --
package dep
import "syscall"
var Kill = syscall.Kill
-- win/win_windows.go --
package win
-- user/user.go --
package user
import _ "example.org/Dep/win"
`)
	main := filepath.Join(dir, "main")
	write(t, main, txtar.Parse([]byte(`
-- go.mod --
module example.com/m
go 1.24
require example.org/Dep v1.0.0
-- a/a.go --
package a
import _ "example.org/Dep"
-- b/b.go --
package b
import _ "example.org/Dep/user"
-- ok/ok.go --
package ok
`)))
	cfg := config(t, main, fastPorts, "./...")
	cfg.Go.Env = environ(proxytest.Env(t, filepath.Join(dir, "proxy"))...)
	report := Run(t.Context(), cfg)
	diff(t, problemsOf(report), nil)
	diff(t, findingsOf(report), []string{
		"example.org/Dep | example.org/Dep@v1.0.0/dep.go:3:20: undefined: syscall.Kill | windows",
		"example.org/Dep/user | example.org/Dep@v1.0.0/user/user.go:2:8: build constraints exclude all Go files in example.org/Dep/win | linux",
	})
	diff(t, verdictsOf(report), []string{
		"a ok on linux",
		"a blocked on windows: example.org/Dep",
		"b blocked on linux: example.org/Dep/win",
		"b ok on windows",
		"ok ok on linux,windows",
	})
}
