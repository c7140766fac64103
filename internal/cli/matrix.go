package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"go/token"
	"io"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/internal/render"
)

const matrixHelp = `usage: xplatvet matrix [flags] [packages]

Matrix prints few ports that together have every variant of the packages: every
file that some target builds, and every way in which what they use of other
packages is declared. What compiles on all of them compiles on every target; to
test on them is to test every line. First-class ports are preferred. Without
packages it looks at ./... of the current directory.

  -C dir
	change to dir first
  -format text|json|github
	form of the list (default text); github is the value of strategy.matrix
	of a workflow, with goos, goarch and cgo
  -o file
	write the list to file rather than to standard output
  -platforms list
	targets, as for xplatvet itself
  -tags list
	build tags, separated by commas (default: those of .xplatvet.yaml)
  -tests=false
	leave the files of tests out

The exit code is 0, or 2 if the packages could not be loaded.
`

// matrixCommand runs "xplatvet matrix" with the arguments after that.
func matrixCommand(ctx context.Context, env Env, args []string) (int, error) {
	var (
		flags commonFlags
		set   = flag.NewFlagSet("xplatvet matrix", flag.ContinueOnError)
		tests = set.Bool("tests", true, "")
	)
	set.SetOutput(io.Discard)
	set.StringVar(&flags.dir, "C", "", "")
	set.StringVar(&flags.format, "format", "text", "")
	set.StringVar(&flags.output, "o", "", "")
	set.StringVar(&flags.platforms, "platforms", "", "")
	set.StringVar(&flags.tags, "tags", "", "")
	err := flags.parse(set, args, "text", "json", "github")
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(env.Stdout, matrixHelp)
		return 0, err
	case err != nil:
		return 2, fmt.Errorf("%w\nRun xplatvet matrix -h for usage.", err)
	}
	j, err := flags.job(env, analyzers.Names())
	if err != nil {
		return 2, err
	}
	goenv, err := j.runner.GoEnv(ctx)
	switch {
	case err != nil:
		return 2, errors.New(gocmd.Reason(err))
	case !goenv.HasModule():
		return 2, fmt.Errorf("no go.mod in %s or above; run go mod init or use -C", j.runner.Dir)
	}
	if err := goenv.Knows(); err != nil {
		return 2, err
	}
	c := &matrix.Checker{
		Go: j.runner, Tags: j.tags, Tests: *tests, Patterns: flags.patterns, Ports: j.targets, Fset: token.NewFileSet(),
	}
	if err := c.Load(ctx); err != nil {
		return 2, errors.New(gocmd.Reason(err))
	}
	list, err := c.Represent(ctx)
	switch {
	case err != nil:
		return 2, err
	case len(list) == 0:
		return 2, fmt.Errorf("no target builds a package of %q", flags.patterns)
	}
	out, err := flags.openOutput(env, j.runner.Dir)
	if err != nil {
		return 2, err
	}
	switch flags.format {
	case "json":
		err = render.MatrixJSON(out.w, list, j.targets)
	case "github":
		err = render.MatrixGitHub(out.w, list)
	default:
		err = render.MatrixText(out.w, list, j.targets)
	}
	if cerr := out.close(); err == nil {
		err = cerr
	}
	if err != nil {
		return 2, fmt.Errorf("write matrix: %w", err)
	}
	return 0, nil
}
