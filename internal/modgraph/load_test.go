package modgraph

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

func TestPatterns(t *testing.T) {
	root := oddModule(t)
	for _, patterns := range [][]string{
		{"./a", "example.com/odd/a", "./..."},
		{"./embed...", "./a/..."},
		{"example.com/odd/internals2", "example.com/odd/nowhere", "fmt", "no.such/pattern"},
		{"example.com/odd/...", "example.com/dep/..."},
		{"net/...", "./onlylinux"},
		{filepath.Join(root, "a"), filepath.Join(root, "cycle1")},
		{"./linked/..."},
		{"example.com/odd/onlylinux", "example.com/odd/testdata", "./testdata/..."},
		{"example.com/dep", "crypto/tls"},
		{"mod/x", "unsafe"},
	} {
		t.Run(strings.ReplaceAll(strings.Join(patterns, " "), root, "ROOT"), func(t *testing.T) {
			compare(t, config(t, root, patterns...))
		})
	}
	t.Run("subdirectory", func(t *testing.T) {
		compare(t, config(t, filepath.Join(root, "a"), "./...", "../cycle2", "../importsa/..."))
	})
	t.Run("none", func(t *testing.T) {
		compare(t, config(t, filepath.Join(root, "a")))
	})
}

// edit replaces text in a file.
func edit(t *testing.T, name, from, to string) {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(string(data), from) {
		t.Fatalf("%s does not hold %q", name, from)
	}
	write(t, "", name, strings.Replace(string(data), from, to, 1))
}

func TestUnpruned(t *testing.T) {
	root := oddModule(t)
	edit(t, filepath.Join(root, "go.mod"), "go 1.25", "go 1.16")
	compare(t, config(t, root, "./..."))
}

func TestVendor(t *testing.T) {
	root := oddModule(t)
	run(t, root, "mod", "vendor", "-e")
	write(t, root, "usesnotvendored/x_plan9.go", "package x\n\nimport _ \"example.com/dep/sub/nested\"\n")
	compare(t, config(t, root, "./...", "example.com/dep"))
	t.Run("explicit", func(t *testing.T) {
		cfg := config(t, root, "./...")
		cfg.Go.Env = append(cfg.Go.Env, "GOFLAGS=-mod=vendor -tags=mytag")
		compare(t, cfg)
	})
	t.Run("not used", func(t *testing.T) {
		cfg := config(t, root, "./...")
		cfg.Go.Env = append(cfg.Go.Env, "GOFLAGS=-mod=readonly")
		compare(t, cfg)
	})
}

func TestWorkspace(t *testing.T) {
	root := oddModule(t)
	write(t, root, "../go.work", "go 1.25\n\nuse (\n\t./odd\n\t./second\n\t./odd/nested\n)\n")
	write(t, root, "../second/go.mod", "module example.com/second\n\ngo 1.24\n\nrequire example.com/dep v1.0.0\n\nreplace example.com/dep => ../dep\n")
	write(t, root, "../second/s.go", "package second\n\nimport (\n\t_ \"example.com/dep\"\n\t_ \"example.com/odd/a\"\n\t_ \"example.com/nosuch\"\n)\n")
	write(t, root, "../second/s_test.go", "package second\n\nimport _ \"example.com/odd/importsa\"\n")
	compare(t, config(t, root, "./...", "../second", "example.com/odd/nested/..."))
	t.Run("parent", func(t *testing.T) {
		compare(t, config(t, filepath.Dir(root), "./second/...", "./odd/a"))
	})
	t.Run("off", func(t *testing.T) {
		cfg := config(t, root, "./a")
		cfg.Go.Env = append(cfg.Go.Env, "GOWORK=off")
		compare(t, cfg)
	})
}

func TestWorkspaceVendor(t *testing.T) {
	root := oddModule(t)
	write(t, root, "../go.work", "go 1.25\n\nuse ./odd\n")
	run(t, filepath.Dir(root), "work", "vendor", "-e")
	compare(t, config(t, root, "./..."))
}

// TestGoList looks at what is left to the go command.
func TestGoList(t *testing.T) {
	root := oddModule(t)
	write(t, root, "../alone/x.go", "package x\n")
	write(t, root, "other.mod", "module example.com/odd\n")
	for _, test := range []struct {
		name, dir, pattern string
		env                []string
	}{
		{"pattern", "a", "std", nil},
		{"file", "a", "a.go", nil},
		{"directory without package", ".", "./nogo", nil},
		{"flag", "onlylinux", ".", []string{"GOFLAGS=-modfile=" + filepath.Join(root, "other.mod")}},
		{"tags of ports", "onlylinux", ".", []string{"GOARM=5"}},
		{"no module", "../alone", ".", []string{"GO111MODULE=off"}},
		{"GOROOT", strings.TrimSpace(goEnv(t, "GOROOT")) + "/src/errors", ".", nil},
		{"module cache", ".", goModule(t, "golang.org/x/mod") + "/semver", nil},
	} {
		t.Run(test.name, func(t *testing.T) {
			dir := test.dir
			if !filepath.IsAbs(dir) {
				dir = filepath.Join(root, dir)
			}
			cfg := config(t, dir, test.pattern)
			cfg.Go.Env = append(cfg.Go.Env, test.env...)
			cfg.Ports = parsePorts(t, "linux/arm:nocgo,windows/amd64:nocgo")
			g, err := Load(t.Context(), cfg)
			if err != nil {
				t.Fatal(err)
			}
			if g.Reason() == nil {
				t.Error("done without go list")
			}
			for port := range cfg.Ports.Ports() {
				if len(g.List(port)) == 0 {
					t.Errorf("%s: no packages", port)
				}
			}
		})
	}
}

func goEnv(t *testing.T, name string) string {
	t.Helper()
	out, err := exec.Command("go", "env", name).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// goModule returns the directory of a module that this one requires.
func goModule(t *testing.T, path string) string {
	t.Helper()
	out, err := exec.Command("go", "list", "-m", "-f", "{{.Dir}}", path).Output()
	if err != nil {
		t.Fatal(err)
	}
	return strings.TrimSpace(string(out))
}

// modModule is a module that imports golang.org/x/mod in some places.
func modModule(t *testing.T, sum bool) string {
	t.Helper()
	dir := goModule(t, "golang.org/x/mod")
	version := dir[strings.LastIndex(dir, "@")+1:]
	root := t.TempDir()
	write(t, root, "go.mod", "module example.com/m\n\ngo 1.26.0\n\nrequire golang.org/x/mod "+version+"\n")
	write(t, root, "m.go", "package m\n")
	write(t, root, "m_windows.go", "package m\n\nimport _ \"golang.org/x/mod/semver\"\n")
	if sum {
		data, err := os.ReadFile("../../go.sum")
		if err != nil {
			t.Fatal(err)
		}
		write(t, root, "go.sum", string(data))
	}
	return root
}

// TestMissingSum has the ports listed by the go command that need a module of
// which go.sum knows nothing.
func TestMissingSum(t *testing.T) {
	cfg := config(t, modModule(t, false), "./...")
	g, err := Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if g.Reason() == nil {
		t.Error("done without go list")
	}
	for port := range cfg.Ports.Ports() {
		if _, ok := g.listed[port]; ok != (port.GOOS == "windows") {
			t.Errorf("%s: listed by the go command is %v", port, ok)
		}
		want, err := goList(t.Context(), &cfg, port)
		if err != nil {
			t.Fatal(err)
		}
		diff(t, port, g.List(port), want)
	}
}

// TestDownload starts with an empty module cache.
func TestDownload(t *testing.T) {
	root := modModule(t, true)
	before, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	cfg := config(t, root, "./...")
	cfg.Go.Env = append(cfg.Go.Env, "GOFLAGS=-modcacherw", "GOMODCACHE="+t.TempDir(),
		"GOPROXY=file://"+filepath.ToSlash(filepath.Join(goEnv(t, "GOMODCACHE"), "cache", "download")))
	compare(t, cfg)
	after, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil {
		t.Fatal(err)
	}
	if string(after) != string(before) {
		t.Error("go.sum has changed")
	}
}

// TestReplaced has a module in place of another one.
func TestReplaced(t *testing.T) {
	root := modModule(t, true)
	edit(t, filepath.Join(root, "go.mod"), "require golang.org/x/mod ", "require example.com/fake v1.0.0\n\nreplace example.com/fake => golang.org/x/mod ")
	write(t, root, "m_windows.go", "package m\n\nimport _ \"example.com/fake/semver\"\n")
	compare(t, config(t, root, "./..."))
}

// TestImplicit has go list complain of an import from a module that the main
// module does not require itself.
func TestImplicit(t *testing.T) {
	root := oddModule(t)
	write(t, root, "go.mod", "module example.com/odd\n\ngo 1.16\n\nrequire example.com/dep v1.0.0\n\n"+
		"replace (\n\texample.com/dep => ../dep\n\texample.com/indirect => ../indirect\n)\n")
	write(t, root, "implicit/i_windows.go", "package implicit\n\nimport _ \"example.com/indirect\"\n")
	cfg := config(t, root, "./implicit", "example.com/dep")
	g, err := Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if g.Reason() == nil {
		t.Error("done without go list")
	}
	for port := range cfg.Ports.Ports() {
		want, err := goList(t.Context(), &cfg, port)
		if err != nil {
			t.Fatal(err)
		}
		diff(t, port, g.List(port), want)
	}
}

// TestWrongPath has go list complain of a replacement with another name.
func TestWrongPath(t *testing.T) {
	root := oddModule(t)
	edit(t, filepath.Join(root, "../sub/go.mod"), "example.com/dep/sub", "example.com/other")
	cfg := config(t, root, "./a")
	g, err := Load(t.Context(), cfg)
	if err == nil && g.Reason() == nil {
		t.Error("done without go list")
	}
}

// TestOutOfDate has go list report what is wrong with go.mod.
func TestOutOfDate(t *testing.T) {
	root := oddModule(t)
	edit(t, filepath.Join(root, "go.mod"), "require example.com/indirect v1.2.3 // indirect\n", "")
	cfg := config(t, root, "./a")
	if _, err := Load(t.Context(), cfg); err == nil {
		t.Error("no error")
	}
}

// TestOtherPort asks for a port that was not loaded.
func TestOtherPort(t *testing.T) {
	cfg := config(t, oddModule(t), "./a")
	cfg.Ports = platform.Of(platform.Port{GOOS: "linux", GOARCH: "386"})
	g, err := Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	if pkgs := g.List(platform.Port{GOOS: "linux", GOARCH: "amd64"}); pkgs != nil {
		t.Errorf("List returns %d packages", len(pkgs))
	}
}

// TestConcurrent lists many ports at the same time.
func TestConcurrent(t *testing.T) {
	cfg := config(t, oddModule(t), "./...")
	cfg.Ports = platform.All()
	g, err := Load(t.Context(), cfg)
	if err != nil {
		t.Fatal(err)
	}
	var wg sync.WaitGroup
	lists := make([][]*Package, 2*cfg.Ports.Len())
	i := 0
	for range 2 {
		for port := range cfg.Ports.Ports() {
			out := &lists[i]
			wg.Go(func() { *out = g.List(port) })
			i++
		}
	}
	wg.Wait()
	i = 0
	for port := range cfg.Ports.Ports() {
		diff(t, port, lists[i], lists[i+cfg.Ports.Len()])
		i++
	}
}
