package crossbuild

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

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// minVersion is the first Go release whose go build has -json.
const minVersion = "go1.24"

// A goEnv is the part of "go env -json" that is needed here.
type goEnv struct {
	GOMOD, GOWORK, GOROOT, GOVERSION, GOTMPDIR, GOHOSTOS, GOHOSTARCH string
}

// prepare looks at the go command and the module before anything is built. It
// returns a nil builder if nothing can be, and the ports that the toolchain
// supports.
func prepare(ctx context.Context, cfg Config, ports platform.Set) (*builder, platform.Set, []finding.Problem) {
	fail := func(message string) (*builder, platform.Set, []finding.Problem) {
		return nil, platform.Set{}, []finding.Problem{{Message: message, Ports: ports}}
	}
	env, err := environment(ctx, cfg.Go)
	if err != nil {
		return fail(reason(err))
	}
	if version.IsValid(env.GOVERSION) && version.Compare(env.GOVERSION, minVersion) < 0 {
		return fail(fmt.Sprintf("%s is too old for this command; install %s or later", env.GOVERSION, minVersion))
	}
	if env.GOMOD == os.DevNull && (env.GOWORK == "" || env.GOWORK == "off") {
		return fail(fmt.Sprintf("no go.mod in %s or above; run go mod init or use -C", cfg.Go.Dir))
	}
	runner := *cfg.Go
	if runner.TempDir == "" {
		runner.TempDir = env.GOTMPDIR
	}
	cfg.Go = &runner

	supported, err := distList(ctx, cfg.Go)
	if err != nil {
		return fail(reason(err))
	}
	var problems []finding.Problem
	if missing := ports.Minus(supported); !missing.Empty() {
		problems = append(problems, finding.Problem{
			Message: fmt.Sprintf("%s does not support %s", env.GOVERSION, strings.Join(pairs(missing), ", ")),
			Ports:   missing,
		})
	}

	b := &builder{cfg: cfg, loc: newLocator(cfg.Go.Dir, env)}
	// With cgo on the host lists packages of which other ports see nothing.
	host := b.runner(platform.Port{GOOS: env.GOHOSTOS, GOARCH: env.GOHOSTARCH, Cgo: true})
	pkgs, err := b.list(ctx, host, false)
	if err != nil {
		_, _, p := fail(reason(err))
		return nil, platform.Set{}, append(problems, p...)
	}
	b.universe.add(pkgs)
	return b, ports.Intersect(supported), problems
}

// pairs returns each GOOS/GOARCH of ports.
func pairs(ports platform.Set) []string {
	var list []string
	for p := range ports.Ports() {
		list = append(list, p.Pair())
	}
	return slices.Compact(list)
}

func environment(ctx context.Context, r *gocmd.Runner) (goEnv, error) {
	var env goEnv
	out, err := r.Run(ctx, "env", "-json")
	if err != nil {
		return env, err
	}
	if err := json.Unmarshal(out, &env); err != nil {
		return env, fmt.Errorf("read go env: %w", err)
	}
	return env, nil
}

// distList returns the ports of the toolchain in use, which may be another
// one than this program was built with.
func distList(ctx context.Context, r *gocmd.Runner) (platform.Set, error) {
	out, err := r.Run(ctx, "tool", "dist", "list")
	if err != nil {
		return platform.Set{}, err
	}
	var s platform.Set
	for line := range strings.Lines(string(out)) {
		goos, goarch, _ := strings.Cut(strings.TrimSpace(line), "/")
		s = s.Union(platform.Of(platform.Port{GOOS: goos, GOARCH: goarch}))
	}
	return s.AnyCgo(), nil
}

// runner returns the go command with the environment of port.
func (b *builder) runner(port platform.Port) *gocmd.Runner {
	cgo := "0"
	if port.Cgo {
		cgo = "1"
	}
	return b.cfg.Go.With("GOOS="+port.GOOS, "GOARCH="+port.GOARCH, "CGO_ENABLED="+cgo)
}

// reason returns what went wrong as one line without the progress messages
// of the go command.
func reason(err error) string {
	var e *gocmd.Error
	if !errors.As(err, &e) {
		return oneLine(err.Error())
	}
	var lines []string
	for line := range strings.Lines(e.Stderr) {
		line = strings.TrimSpace(line)
		if line == "" || strings.HasPrefix(line, "go: downloading ") || strings.HasPrefix(line, "go: warning: ") {
			continue
		}
		lines = append(lines, strings.TrimPrefix(line, "go: "))
	}
	if len(lines) == 0 {
		return e.Error()
	}
	return oneLine(strings.Join(lines, " "))
}

// root returns the directory that reported paths are relative to: that of
// go.work or go.mod, else the working directory.
func (env goEnv) root(dir string) string {
	for _, file := range []string{env.GOWORK, env.GOMOD} {
		if file != "" && file != "off" && file != os.DevNull {
			return filepath.Dir(file)
		}
	}
	return dir
}
