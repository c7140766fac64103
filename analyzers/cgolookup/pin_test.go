package cgolookup

import (
	"errors"
	"fmt"
	"go/parser"
	"go/token"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// TestPinTags selects the files of the packages in GOROOT: with the tag that
// pins a package, cgo must make no difference on any port; without, or with
// another tag, it must on some.
func TestPinTags(t *testing.T) {
	for path, pin := range pinTags {
		for _, tag := range []string{"", "netgo", "netcgo", "osusergo"} {
			t.Run(path+" "+tag, func(t *testing.T) {
				got := differs(t, path, tag)
				if want := tag != pin; !got.Empty() != want {
					t.Errorf("cgo changes the files on %s", got)
				}
			})
		}
	}
}

// differs returns the ports on which the files of a package of GOROOT depend
// on cgo under a build tag.
func differs(t *testing.T, path, tag string) platform.Set {
	t.Helper()
	ctx := constraint.Context{Tags: []string{tag}}
	files, err := filepath.Glob(filepath.Join(goroot(t), "src", filepath.FromSlash(path), "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no files of %s: %v", path, err)
	}
	both := platform.All().BothCgo()
	var set platform.Set
	for _, name := range files {
		f, err := ctx.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		if !f.Test {
			set = set.Union(f.Built.AnyCgo().Minus(f.Built.BothCgo()).Intersect(both))
		}
	}
	return set
}

func goroot(t *testing.T) string {
	t.Helper()
	out, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// TestGodebug compares with what the go command says that it builds into a
// program.
func TestGodebug(t *testing.T) {
	for name, archive := range map[string]string{
		"nothing": `
-- m/go.mod --
module m
-- m/main.go --
package main
`,
		"go.mod": `
-- m/go.mod --
module m
go 1.26
godebug netdns=go
-- m/main.go --
package main
`,
		"go.mod block": `
-- m/go.mod --
module m
go 1.26
godebug (
	panicnil=1
	netdns=2+go
)
-- m/main.go --
package main
`,
		"go.work wins": `
-- go.work --
go 1.26
use ./m
-- m/go.mod --
module m
go 1.26
godebug netdns=go
-- m/main.go --
package main
`,
		"go.work": `
-- go.work --
go 1.26
use ./m
godebug netdns=go
-- m/go.mod --
module m
go 1.26
godebug netdns=cgo
-- m/main.go --
package main
`,
		"directive": `
-- m/go.mod --
module m
go 1.26
-- m/main.go --
// Copyright.

//go:debug panicnil=1
//go:debug	netdns=go 

// Command main.
package main
`,
		"directive wins": `
-- m/go.mod --
module m
go 1.26
godebug netdns=go
-- m/main.go --
//go:debug netdns=cgo
package main
`,
		"last file wins": `
-- m/go.mod --
module m
go 1.26
-- m/a.go --
//go:debug netdns=cgo
package main
-- m/main.go --
//go:debug netdns=go
//go:debug netdns=go+1
package main
`,
		"taken for a directive": `
-- m/go.mod --
module m
go 1.26
-- m/main.go --
//go:debugger netdns=go
package main
`,
		"not a directive": `
-- m/go.mod --
module m
go 1.26
-- m/main.go --
// //go:debug netdns=go
//go:debugnetdns=go
/*
//go:debug netdns=go
*/

package main

//go:debug netdns=go
`,
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			for _, f := range txtar.Parse([]byte(archive)).Files {
				file := filepath.Join(dir, filepath.FromSlash(f.Name))
				if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(file, f.Data, 0o666); err != nil {
					t.Fatal(err)
				}
			}
			root := filepath.Join(dir, "m")
			t.Setenv("GOWORK", "")
			t.Setenv("GOFLAGS", "")
			t.Setenv("GO111MODULE", "")

			got := moduleGodebug(root)
			files, err := filepath.Glob(filepath.Join(root, "*.go"))
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range files {
				f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.ParseComments)
				if err != nil {
					t.Fatal(err)
				}
				if value, ok := debugDirective(f); ok {
					got = value
				}
			}
			if want := defaultGODEBUG(t, root)["netdns"]; got != want {
				t.Errorf("netdns=%s, the go command has %q", got, want)
			}

			t.Setenv("GOWORK", "off")
			if want := defaultGODEBUG(t, root)["netdns"]; len(files) == 1 && want == "" && moduleGodebug(root) != "" {
				t.Errorf("with GOWORK=off netdns=%s, the go command has none", moduleGodebug(root))
			}
		})
	}
}

// defaultGODEBUG returns the settings built into the program in dir.
func defaultGODEBUG(t *testing.T, dir string) map[string]string {
	t.Helper()
	cmd := exec.Command("go", "list", "-f", "{{.DefaultGODEBUG}}")
	cmd.Dir = dir
	out, err := cmd.Output()
	if err != nil {
		var exit *exec.ExitError
		if errors.As(err, &exit) {
			t.Fatalf("go list: %s", exit.Stderr)
		}
		t.Fatal(err)
	}
	settings := make(map[string]string)
	for _, s := range strings.Split(strings.TrimSpace(string(out)), ",") {
		key, value, _ := strings.Cut(s, "=")
		settings[key] = value
	}
	return settings
}

// TestPrefersGo compares with what package net makes of the setting, which at
// debug level 2 it tells when it looks up a port.
func TestPrefersGo(t *testing.T) {
	const child = "CGOLOOKUP_LOOK_UP_PORT"
	if os.Getenv(child) != "" {
		net.LookupPort("tcp", "http")
		return
	}
	switch runtime.GOOS {
	case "windows", "plan9", "js", "wasip1":
		t.Skip("net does not tell, or no program can be run")
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	for _, value := range []string{"2", "go+2", "2+go", "cgo+2", "2+cgo", "GO+2", "2+go+2", "3go+2", "2+", "go 2+2", "cgo+2+go"} {
		cmd := exec.Command(self, "-test.run=^TestPrefersGo$")
		cmd.Env = append(os.Environ(), child+"=1", "GODEBUG=netdns="+value)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %s", err, out)
		}
		_, said, ok := strings.Cut(string(out), " netGo = ")
		if !ok {
			t.Errorf("netdns=%s: net says %q", value, out)
			continue
		}
		said, _, _ = strings.Cut(said, "\n")
		if got := fmt.Sprint(prefersGo(value)); got != said {
			t.Errorf("netdns=%s: prefersGo is %s, net says %s", value, got, said)
		}
	}
}
