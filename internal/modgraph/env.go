package modgraph

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

// environment is what the go command says of itself and of its surroundings.
type environment struct {
	GOROOT, GOVERSION, GOMODCACHE string
	GOMOD, GOWORK                 string
	GO111MODULE, GOFLAGS          string
	GOEXPERIMENT, GOFIPS140       string
	GOENV                         string

	cwd  string   // working directory of the go command, absolute
	mod  string   // -mod of GOFLAGS
	tags []string // -tags of Config or GOFLAGS
	std  string   // GOROOT/src
}

// unusual is why Load leaves a task to the go command.
type unusual string

func (u unusual) Error() string { return string(u) }

// isUnusual reports whether err is a reason to ask the go command instead.
func isUnusual(err error) bool {
	var u unusual
	return errors.As(err, &u)
}

// archVariables are the environment variables that change the build tags of
// ports, from internal/buildcfg.
var archVariables = []string{"GOARM", "GOARM64", "GOAMD64", "GO386", "GOMIPS", "GOMIPS64", "GOPPC64", "GORISCV64", "GOWASM", "GOEXPERIMENT"}

// readEnvironment asks the go command for its environment. The error is that
// of the go command, or unusual.
func readEnvironment(ctx context.Context, r *gocmd.Runner, tags []string) (*environment, error) {
	out, err := r.Run(ctx, "env", "-json")
	if err != nil {
		return nil, fmt.Errorf("read environment of go command: %w", err)
	}
	env := new(environment)
	if err := json.Unmarshal(out, env); err != nil {
		return nil, fmt.Errorf("read go env: %w", err)
	}
	env.std = filepath.Join(env.GOROOT, "src")
	if env.cwd, err = filepath.Abs(r.Dir); err != nil {
		return nil, fmt.Errorf("find working directory: %w", err)
	}
	if err := env.readFlags(tags); err != nil {
		return nil, err
	}
	switch {
	case env.GO111MODULE == "off", !env.work() && (env.GOMOD == "" || env.GOMOD == os.DevNull):
		return nil, unusual("no module")
	case version.Lang(env.GOVERSION) != version.Lang(platform.GoVersion):
		return nil, unusual("go command is " + env.GOVERSION)
	case env.GOEXPERIMENT != "" || env.GOFIPS140 != "" && env.GOFIPS140 != "off":
		return nil, unusual("GOEXPERIMENT or GOFIPS140 is set")
	case hasPathPrefix(env.cwd, env.GOROOT):
		return nil, unusual("inside GOROOT")
	}
	saved, _ := os.ReadFile(env.GOENV) // go env -w
	for _, key := range archVariables {
		if r.Getenv(key) != "" || strings.Contains("\n"+string(saved), "\n"+key+"=") {
			return nil, unusual(key + " is set")
		}
	}
	return env, nil
}

// work reports whether there is a go.work in force.
func (env *environment) work() bool { return env.GOWORK != "" && env.GOWORK != "off" }

// harmless are the flags in GOFLAGS that do not matter to go list.
var harmless = []string{"-trimpath", "-buildvcs", "-v", "-x", "-p", "-count", "-short", "-timeout", "-modcacherw", "-pgo", "-gcflags", "-asmflags"}

// readFlags reads GOFLAGS.
func (env *environment) readFlags(tags []string) error {
	env.tags = tags
	for _, flag := range strings.Fields(env.GOFLAGS) {
		name, value, _ := strings.Cut(flag, "=")
		name = "-" + strings.TrimLeft(name, "-")
		switch {
		case strings.ContainsAny(flag, `"'`):
			return unusual("GOFLAGS has quotes")
		case name == "-mod" && (value == "readonly" || value == "vendor"):
			env.mod = value
		case name == "-tags":
			if len(tags) == 0 {
				env.tags = strings.Split(value, ",")
			}
		case name == "-ldflags" && !strings.Contains(value, "linkmode"):
		case !slices.Contains(harmless, name):
			return unusual("GOFLAGS has " + flag)
		}
	}
	env.tags = slices.DeleteFunc(slices.Clone(env.tags), func(s string) bool { return s == "" })
	return nil
}

// releaseTags returns the tags go1.1 to that of the release of the go command.
func (env *environment) releaseTags() []string {
	lang := version.Lang(env.GOVERSION)
	var tags []string
	for i := 1; ; i++ {
		tag := fmt.Sprintf("go1.%d", i)
		if version.Compare(tag, lang) > 0 {
			return tags
		}
		tags = append(tags, tag)
	}
}
