// Package cli is the command line of xplatvet: flags, help and exit codes.
package cli

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/vettool"
)

// Main runs xplatvet with the arguments after the program name, and returns
// the exit code: 0 if all is well, 1 if there are findings, 2 if something
// could not be analysed.
func Main(args []string) int {
	if vettool.Invoked(args) {
		return vettool.Main(args, os.Stdout, os.Stderr, analyzers.Suite, analyzers.Names())
	}
	env := Env{Stdin: os.Stdin, Stdout: os.Stdout, Stderr: os.Stderr, Environ: os.Environ()}
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	context.AfterFunc(ctx, stop) // a second Ctrl-C ends xplatvet at once
	return Run(ctx, env, args)
}

// Run is Main for a given environment, without the protocol of go vet.
func Run(ctx context.Context, env Env, args []string) int {
	code, err := run(ctx, env, args)
	if err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			fmt.Fprintf(env.Stderr, "xplatvet: %s\n", line)
		}
		return 2
	}
	return code
}

func run(ctx context.Context, env Env, args []string) (int, error) {
	if len(args) > 0 && args[0] == completeCommand {
		return 0, complete(env.Stdout, args[1:])
	}
	c, args := find(args)
	return c.run(ctx, env, args)
}

func summary(a *analysis.Analyzer) string {
	line, _, _ := strings.Cut(a.Doc, "\n")
	return line
}

// version says which xplatvet this is, and by which Go it was built.
func version() string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "xplatvet (unknown version)"
	}
	return fmt.Sprintf("xplatvet %s %s", moduleVersion(), info.GoVersion)
}

// moduleVersion returns the version of the module that xplatvet was built from.
func moduleVersion() string {
	info, ok := debug.ReadBuildInfo()
	if !ok || info.Main.Version == "" {
		return "(devel)"
	}
	return info.Main.Version
}
