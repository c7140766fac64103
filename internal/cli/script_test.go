package cli_test

import (
	"flag"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"

	"github.com/xplatvet/xplatvet/internal/cli"
)

var update = flag.Bool("update", false, "write golden files")

func TestMain(m *testing.M) {
	testscript.Main(m, map[string]func(){
		"xplatvet": func() { os.Exit(cli.Main(os.Args[1:])) },
	})
}

// TestScripts runs the scripts of testdata/script: what a user types and sees.
// In a script $XPLATVET is the path of xplatvet, for go vet -vettool,
// $REPOSITORY the checkout, $HOSTMODCACHE the module cache of the host, and
// $HOSTPROXY module proxies, that cache first.
func TestScripts(t *testing.T) {
	goEnv := func(key string) string {
		out, err := exec.Command("go", "env", key).Output()
		if err != nil {
			t.Fatal(err)
		}
		return string(out[:len(out)-1])
	}
	gocache, goroot, modcache, goproxy := goEnv("GOCACHE"), goEnv("GOROOT"), goEnv("GOMODCACHE"), goEnv("GOPROXY")
	repository, err := filepath.Abs(filepath.Join("..", ".."))
	if err != nil {
		t.Fatal(err)
	}
	testscript.Run(t, testscript.Params{
		Dir:                 filepath.Join("testdata", "script"),
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup: func(env *testscript.Env) error {
			home := filepath.Join(env.WorkDir, ".home")
			if err := os.Mkdir(home, 0o777); err != nil {
				return err
			}
			name := "xplatvet"
			if runtime.GOOS == "windows" {
				name += ".exe"
			}
			for _, dir := range filepath.SplitList(env.Getenv("PATH")) {
				if file := filepath.Join(dir, name); exists(file) {
					env.Setenv("XPLATVET", file)
				}
			}
			env.Setenv("REPOSITORY", repository)
			env.Setenv("HOSTMODCACHE", modcache)
			env.Setenv("HOSTPROXY", "file://"+filepath.ToSlash(filepath.Join(modcache, "cache", "download"))+","+goproxy)
			env.Setenv("HOME", home)
			env.Setenv("XDG_CACHE_HOME", filepath.Join(home, ".cache"))
			env.Setenv("GOCACHE", gocache)
			env.Setenv("GOROOT", goroot)
			env.Setenv("GOPROXY", "off")
			env.Setenv("GOTOOLCHAIN", "local")
			env.Setenv("GOFLAGS", "")
			env.Setenv("GOWORK", "")
			env.Setenv("GOENV", "off")
			return nil
		},
	})
}

func exists(file string) bool {
	_, err := os.Stat(file)
	return err == nil
}
