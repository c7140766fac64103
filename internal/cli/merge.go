package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/render"
)

var mergeHelp = `usage: xplatvet merge [flags] files

Merge joins the reports that xplatvet build -shard has written with -format=json
on several machines, and writes the report that one machine would have written.
It says if a shard is missing or there twice, and if they are not of the same
sources. It also joins reports of one command on different targets.

  -C dir
	the module that was built, for formats that show its code (default:
	that of the current directory)
` + formatHelp + `  -o file
	write the report to file rather than to standard output
  -v
	show the packages that build too

The exit code is that of the whole: 0 if there are no findings, 1 if there are,
and 2 if something could not be analysed or is missing.
`

// merge runs "xplatvet merge" with the arguments after that.
func merge(ctx context.Context, env Env, args []string) (int, error) {
	var (
		flags commonFlags
		set   = flag.NewFlagSet("xplatvet merge", flag.ContinueOnError)
	)
	set.SetOutput(io.Discard)
	set.StringVar(&flags.dir, "C", "", "")
	set.StringVar(&flags.format, "format", "text", "")
	set.StringVar(&flags.output, "o", "", "")
	set.BoolVar(&flags.verbose, "v", false, "")
	err := flags.parse(set, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(env.Stdout, mergeHelp)
		return 0, err
	case err == nil && set.NArg() == 0:
		err = errors.New("name the files to merge")
	}
	if err != nil {
		return 2, fmt.Errorf("%w\nRun xplatvet merge -h for usage.", err)
	}
	dir, err := filepath.Abs(inDir(env.Dir, flags.dir))
	if err != nil {
		return 2, fmt.Errorf("find working directory: %w", err)
	}
	root := ""
	if goenv, err := (&gocmd.Runner{Dir: dir, Env: env.Environ}).GoEnv(ctx); err == nil && goenv.HasModule() {
		root = goenv.Root(dir)
	} // else there is no code to show
	var parts []finding.Part
	var problems []finding.Problem
	for _, name := range set.Args() {
		r, err := readReport(inDir(env.Dir, name))
		if err != nil {
			problems = append(problems, finding.Problem{Position: finding.Position{File: name}, Message: err.Error()})
			continue // the others are merged all the same
		}
		r.Root = root
		parts = append(parts, finding.Part{Name: name, Report: r})
	}
	out, err := flags.openOutput(env, env.Dir)
	if err != nil {
		return 2, err
	}
	report := finding.Join(parts)
	report.Problems = append(report.Problems, problems...)
	report.Normalize()
	if err := flags.write(env, out, report); err != nil {
		return 2, err
	}
	return report.ExitCode(), nil
}

func readReport(name string) (*finding.Report, error) {
	f, err := os.Open(name)
	if err != nil {
		var path *os.PathError
		if errors.As(err, &path) {
			err = path.Err // the name is said already
		}
		return nil, fmt.Errorf("read report: %w", err)
	}
	defer f.Close()
	return render.ReadJSON(f)
}
