// Package cli is the command line of xplatvet: flags, help and exit codes.
package cli

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"runtime/debug"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/vettool"
)

const usage = `Xplatvet tells on which platforms Go code will not compile or will not work.

usage:
  xplatvet [flags] [packages]          check packages on every target
  xplatvet build [flags] [packages]    compile them for every target
  xplatvet matrix [flags] [packages]   few ports that have every variant of them
  xplatvet gopls -o FILE               build a gopls that has the analyzers
  xplatvet golangci -o FILE            build a golangci-lint that has them
  xplatvet merge [flags] files         join the reports of several machines
  xplatvet explain NAME                what findings of NAME are about
  xplatvet help                        this text
  xplatvet version                     the version of xplatvet
  go vet -vettool=$(which xplatvet) [packages]
                                       the analyzers alone, in go vet

Run "xplatvet -h", "xplatvet build -h" or "xplatvet matrix -h" for their flags.

analyzers:
`

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
	if len(args) == 0 || strings.HasPrefix(args[0], "-") {
		return check(ctx, env, args)
	}
	switch args[0] {
	case "build":
		return build(ctx, env, args[1:])
	case "merge":
		return merge(env, args[1:])
	case "matrix":
		return matrixCommand(ctx, env, args[1:])
	case "gopls":
		return gopls(ctx, env, args[1:])
	case "golangci":
		return golangci(ctx, env, args[1:])
	case "explain":
		return 0, explain(env.Stdout, args[1:])
	case "help":
		return 0, help(env.Stdout, args[1:])
	case "version":
		_, err := fmt.Fprintln(env.Stdout, version())
		return 0, err
	}
	return check(ctx, env, args)
}

func help(w io.Writer, args []string) error {
	if len(args) == 0 {
		if _, err := io.WriteString(w, usage); err != nil {
			return err
		}
		for _, a := range analyzers.Suite {
			if _, err := fmt.Fprintf(w, "  %-15s %s\n", a.Name, summary(a)); err != nil {
				return err
			}
		}
		return nil
	}
	return explain(w, args)
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
