package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/internal/render"
	"github.com/xplatvet/xplatvet/internal/selection"
	"github.com/xplatvet/xplatvet/internal/suppress"
	"github.com/xplatvet/xplatvet/passes/crosscheck"
	"github.com/xplatvet/xplatvet/passes/scope"
)

var checkHelp = `usage: xplatvet [flags] [packages]

Xplatvet type-checks packages, with all that they depend on, for every target,
and runs its analyzers on them, files that the host does not build included.
Without packages it checks ./... of the current directory. Nothing is compiled
and nothing of the module is run.

` + commonHelp + `  -count=1
	check everything again; else what was checked before and has not changed
	is recalled
  -deps=false
	leave out the errors of packages of other modules: faster, but a build
	fails if one of these fails
  -fix
	apply the suggested fixes, and report what is left
  -diff
	with -fix, print the changes instead of making them
  -paranoid
	check every port by itself rather than each class of equal ports once:
	slow; the outcome is the same, or there is a bug to report
  -stats
	say on standard error how many classes of ports each package has, and
	what took how long
  -tests=false
	leave the files of tests out
  -v
	show the verdict on every package
  -NAME, -NAME=false
	run only the analyzers so named, or all but those; xplatvet explain NAME
	tells what they report, and their own flags

The exit code is 0 if there are no findings, 1 if there are, and 2 if something
could not be analysed.
`

// judges says what suppression comments are judged by: the analyzers that run,
// provided that they look at all that the project cares for.
func judges(j *job, whole bool, selected []*analysis.Analyzer) suppress.Analyzers {
	by := suppress.Analyzers{Facts: finding.NotAnalyzers()}
	for _, a := range analyzers.Suite {
		by.Known = append(by.Known, a.Name)
		if whole && slices.Contains(selected, a) && j.config.On(a.Name, true) {
			by.Ran = append(by.Ran, a.Name)
		}
	}
	return by
}

func check(ctx context.Context, env Env, args []string) (int, error) {
	var (
		flags    commonFlags
		set      = flag.NewFlagSet("xplatvet", flag.ContinueOnError)
		fix      = set.Bool("fix", false, "")
		diff     = set.Bool("diff", false, "")
		tests    = set.Bool("tests", true, "")
		paranoid = set.Bool("paranoid", false, "")
		deps     = set.Bool("deps", true, "")
		stats    = set.Bool("stats", false, "")
		again    = set.Int("count", 0, "")
		selected = selection.Register(set, analyzers.Suite)
	)
	flags.register(set)
	err := flags.parse(set, args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(env.Stdout, checkHelp)
		return 0, err
	case err != nil:
		return 2, fmt.Errorf("%w\nRun xplatvet -h for usage.", err)
	case *again != 0 && *again != 1:
		return 2, fmt.Errorf("-count=%d: want 1, to check everything again", *again)
	case *diff && !*fix:
		return 2, errors.New("-diff needs -fix")
	case *fix && flags.writeBaseline:
		return 2, errors.New("-fix and -write-baseline: fix first, then put off what is left")
	}
	j, err := flags.job(env, analyzers.Names())
	if err != nil {
		return 2, err
	}
	put, err := flags.putOff(j)
	if err != nil {
		return 2, err
	}
	for name, value := range map[string]string{"platforms": j.targets.String(), "tags": strings.Join(j.tags, ",")} {
		if err := scope.Analyzer.Flags.Set(name, value); err != nil {
			return 2, err
		}
	}
	out, err := flags.openOutput(env, j.runner.Dir)
	if err != nil {
		return 2, err
	}
	whole := j.whole()
	defer limitMemory()()
	progress := newCheckProgress(env, flags.quiet)
	var counts matrix.Stats
	report := crosscheck.Run(ctx, crosscheck.Config{
		Go:           j.runner,
		Patterns:     flags.patterns,
		Targets:      j.targets,
		Tags:         j.tags,
		Tests:        *tests,
		Paranoid:     *paranoid,
		NoDeps:       !*deps,
		Again:        *again == 1,
		Settings:     j.config.Digest(),
		Analyzers:    selected.Selected(),
		Reports:      func(analyzer, file string) bool { return j.config.On(analyzer, true) && !j.config.Excluded(file) },
		Suppressions: judges(j, whole, selected.Selected()),
		Progress:     progress.step,
		Stats:        func(s matrix.Stats) { counts = s },
	})
	progress.stop()
	if flags.platforms == "" && j.config.Platforms.Empty() {
		if note, ok := report.Elsewhere(); ok {
			report.Notes = append(report.Notes, note)
		}
	}
	if *stats {
		if err := render.Stats(env.Stderr, counts); err != nil {
			return 2, fmt.Errorf("write statistics: %w", err)
		}
	}
	sources := []string{finding.Typecheck}
	for _, a := range selected.Selected() {
		sources = append(sources, a.Name)
	}
	if whole {
		sources = append(sources, finding.Suppression)
	}
	if err := put.apply(env, report, coverage{sources, flags.everything(j, report), *tests}); err != nil {
		return 2, err
	}
	if *fix {
		if err := applyFixes(env, report, *diff); err != nil {
			return 2, err
		}
	}
	if err := flags.write(env, out, report); err != nil {
		return 2, err
	}
	return report.ExitCode(), nil
}
