package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/ccompiler"
	"github.com/xplatvet/xplatvet/internal/config"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/quoted"
	"github.com/xplatvet/xplatvet/passes/crossbuild"
)

var buildHelp = `usage: xplatvet build [flags] [packages]

Build compiles packages for every target with the go command, throws the results
away, and says which package does not build where, why, and what to do about it.
Without packages it builds ./... of the current directory. What was built before
and has not changed is not built again.

Each GOOS/GOARCH is built with cgo off, as cross builds are by default; with cgo
on if -platforms names it with cgo on only ("linux/amd64:cgo"), or as -cgo says.
The environment and GOFLAGS are those of go build. Nothing of the module is run,
but with -run.

` + commonHelp + `  -cgo auto|off|on
	auto builds targets with cgo on too if the packages, or what they need,
	use cgo there and there is a C compiler for it: CC, that of cc in
	.xplatvet.yaml, a cross compiler in PATH (aarch64-linux-gnu-gcc,
	x86_64-w64-mingw32-gcc, ...), gcc, clang, musl-gcc or zig. Each is tried
	before it is used. It says what to install where there is none. With on,
	all targets that support cgo are built with it too, and it is an error if
	there is no C compiler that they need (default off)
  -count=1
	build everything again
  -cover
	build only ports that together have every variant of the packages, as
	xplatvet matrix lists them, and say which ports each stands for
  -j n
	build n ports at once (default: as many as keep CPUs busy and fit into
	memory)
  -link
	link commands too
  -run args
	link commands, and RUN each program with these arguments, where this
	machine can: programs of its own port, of Linux under qemu-user, of
	Windows under wine, of js/wasm under node and of wasip1/wasm under
	wasmtime, wazero, wasmer or wasmedge, or under a program
	go_GOOS_GOARCH_exec in PATH as go run would. It is a finding if a program
	does not end with exit code 0 in time; of ports that nothing runs a note
	says what to install. Arguments are separated by spaces, and those that
	have some stand in quotes: -run='--name "a b"'; -run= runs programs
	without any. A program runs in an empty temporary directory with PATH and
	little else in its environment, but nothing keeps it from doing what it
	likes: give arguments like --version
  -run-timeout d
	how long a program may run (default 30s)
  -shard i/n
	build part i of n, as on n machines; xplatvet merge joins their reports.
	ci takes i and n from the variables that GitLab, CircleCI, Buildkite,
	Azure Pipelines, Semaphore and Bitbucket set for parallel jobs
  -tests
	compile the tests of the packages too
  -timeout d
	give up a port after d, such as 10m (default: never)
  -v
	show each go command, and the packages that build

The exit code is 0 if every package builds on every target, 1 if not, and 2 if
that could not be found out. Ctrl-C ends the build and reports what is known.
`

// build runs "xplatvet build" with the arguments after that, and returns the
// exit code. When ctx is cancelled it reports what it has found so far.
func build(ctx context.Context, env Env, args []string) (int, error) {
	var (
		flags   commonFlags
		set     = flag.NewFlagSet("xplatvet build", flag.ContinueOnError)
		cgo     = set.String("cgo", string(crossbuild.CgoOff), "")
		again   = set.Int("count", 0, "")
		cover   = set.Bool("cover", false, "")
		jobs    = set.Int("j", 0, "")
		link    = set.Bool("link", false, "")
		shard   = set.String("shard", "", "")
		tests   = set.Bool("tests", false, "")
		timeout = set.Duration("timeout", 0, "")
	)
	var smoke *crossbuild.Smoke
	set.Func("run", "", func(s string) error {
		list, err := quoted.Split(s)
		smoke = &crossbuild.Smoke{Args: list}
		return err
	})
	runTimeout := set.Duration("run-timeout", 30*time.Second, "")
	flags.register(set)
	err := flags.parse(set, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(env.Stdout, buildHelp)
		return 0, err
	case err != nil:
		return 2, fmt.Errorf("%w\nRun xplatvet build -h for usage.", err)
	case *jobs < 0:
		return 2, fmt.Errorf("-j %d: want a positive number", *jobs)
	case *again != 0 && *again != 1:
		return 2, fmt.Errorf("-count=%d: want 1, to build everything again", *again)
	case !slices.Contains([]crossbuild.CgoMode{crossbuild.CgoAuto, crossbuild.CgoOff, crossbuild.CgoOn}, crossbuild.CgoMode(*cgo)):
		return 2, fmt.Errorf("-cgo=%s: want auto, off or on", *cgo)
	case *runTimeout <= 0:
		return 2, fmt.Errorf("-run-timeout %s: want a positive duration", *runTimeout)
	case *timeout < 0:
		return 2, fmt.Errorf("-timeout %s: want a positive duration", *timeout)
	}
	if smoke != nil {
		smoke.Timeout = *runTimeout
	}
	part, err := parseShard(*shard, env)
	if err != nil {
		return 2, err
	}
	if part.Count > 0 && flags.writeBaseline {
		return 2, errors.New("-write-baseline needs the whole build: without -shard")
	}
	j, err := flags.job(env, analyzers.Names())
	if err != nil {
		return 2, err
	}
	put, err := flags.putOff(j)
	if err != nil {
		return 2, err
	}
	out, err := flags.openOutput(env, j.runner.Dir)
	if err != nil {
		return 2, err
	}
	stderr := &lockedWriter{w: env.Stderr}
	if flags.verbose {
		j.runner.Trace = func(r *gocmd.Runner, args []string) { trace(stderr, r, args) }
	}
	var progress crossbuild.Progress
	switch {
	case flags.quiet:
	case !flags.verbose && isTerminal(env.Stderr):
		progress = newBar(env.Stderr)
	default:
		progress = &plainProgress{w: stderr}
	}
	report := crossbuild.Run(ctx, crossbuild.Config{
		Go:       j.runner,
		Patterns: flags.patterns,
		Targets:  j.targets,
		Tags:     j.tags,
		Cgo:      crossbuild.CgoMode(*cgo),
		CC:       compilers(j.config),
		Tests:    *tests,
		Link:     *link,
		Smoke:    smoke,
		Cover:    *cover,
		Shard:    part,
		Again:    *again == 1,
		Jobs:     *jobs,
		Timeout:  *timeout,
		Progress: progress,
	})
	if err := put.apply(env, report, coverage{[]string{finding.Compile}, flags.everything(j, report) && !*cover && part.Count == 0, *tests}); err != nil {
		return 2, err
	}
	if err := flags.write(env, out, report); err != nil {
		return 2, err
	}
	return report.ExitCode(), nil
}

// compilers returns the C compilers that the configuration names.
func compilers(c *config.Config) []ccompiler.Setting {
	var list []ccompiler.Setting
	for _, cc := range c.CC {
		list = append(list, ccompiler.Setting{Ports: cc.Ports, CC: cc.Command, Place: fmt.Sprintf("%s:%d:%d", c.File, cc.Line, cc.Column)})
	}
	return list
}

// inDir returns name as seen from dir.
func inDir(dir, name string) string {
	if filepath.IsAbs(name) {
		return name
	}
	return filepath.Join(dir, name)
}

// trace writes a go command nearly as one types it.
func trace(w io.Writer, r *gocmd.Runner, args []string) {
	var b strings.Builder
	b.WriteString("+ ")
	for _, key := range []string{"GOOS", "GOARCH", "CGO_ENABLED", "CC"} {
		if v := r.Getenv(key); v != "" {
			fmt.Fprintf(&b, "%s=%s ", key, v)
		}
	}
	fmt.Fprintf(&b, "go %s\n", strings.Join(args, " "))
	io.WriteString(w, b.String()) // standard error; there is nowhere left to complain
}

// isTerminal reports whether w is a terminal.
func isTerminal(w io.Writer) bool {
	f, ok := w.(*os.File)
	return ok && term.IsTerminal(int(f.Fd()))
}

// A lockedWriter is a writer for several goroutines.
type lockedWriter struct {
	mu sync.Mutex
	w  io.Writer
}

func (l *lockedWriter) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.w.Write(p)
}
