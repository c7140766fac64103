// Package vettool lets `go vet -vettool=xplatvet` run the suite: it speaks the
// protocol of golang.org/x/tools/go/analysis/unitchecker.
//
// It differs from unitchecker where that would cost the user time or truth:
// packages of the standard library are passed over at once, since what is
// known of them needs no facts; dependencies are parsed but not type-checked;
// a package that does not type-check is analysed all the same; and the version
// that the tool gives depends on the files that the build leaves out, so that
// the go command's cache does not serve stale answers about them.
package vettool

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/analysis/suite/vet"

	"github.com/xplatvet/xplatvet/internal/selection"
	"github.com/xplatvet/xplatvet/passes/scope"
)

// Invoked reports whether args, without the program name, are those of the go
// command rather than a user's.
func Invoked(args []string) bool {
	if len(args) == 0 {
		return false
	}
	return len(args) == 1 && (args[0] == "-V=full" || args[0] == "-flags") || strings.HasSuffix(args[len(args)-1], ".cfg")
}

// Main does what the go command asks for in args, and returns the exit code.
// Known is the names that the configuration file may switch on and off.
func Main(args []string, stdout, stderr io.Writer, suite []*analysis.Analyzer, known []string) int {
	t := &tool{suite: suite, known: known, stdout: stdout, stderr: stderr}
	code, err := t.run(args)
	if err != nil {
		for line := range strings.SplitSeq(err.Error(), "\n") {
			fmt.Fprintf(stderr, "xplatvet: %s\n", line)
		}
		return 1 // what go vet expects of a tool; it makes that its own
	}
	return code
}

type tool struct {
	suite          []*analysis.Analyzer
	known          []string
	stdout, stderr io.Writer

	selection                *selection.Flags
	json, fix, diff, withVet bool
}

func (t *tool) run(args []string) (int, error) {
	flags := t.flags()
	if len(args) == 1 && args[0] == "-flags" {
		return 0, printFlags(t.stdout, flags)
	}
	if len(args) == 1 && args[0] == "-V=full" {
		return 0, t.version()
	}
	if err := flags.Parse(args); err != nil {
		return 0, err
	}
	if flags.NArg() != 1 {
		return 0, errors.New("go vet gives one .cfg file")
	}
	return t.unit(flags.Arg(0), t.selected())
}

// selected returns the analyzers that the flags ask for: of go vet's own, those
// that are named, and all of them with -with-vet.
func (t *tool) selected() []*analysis.Analyzer {
	return slices.DeleteFunc(t.selection.Selected(), func(a *analysis.Analyzer) bool {
		return !t.withVet && slices.Contains(vet.Suite, a) && !t.selection.Asked(a)
	})
}

// flags are those that the go command accepts on the tool's behalf.
func (t *tool) flags() *flag.FlagSet {
	fs := flag.NewFlagSet("xplatvet", flag.ContinueOnError)
	fs.SetOutput(t.stderr)
	fs.String("V", "", "print version and exit")
	fs.Bool("flags", false, "print flags in JSON")
	fs.BoolVar(&t.json, "json", false, "print diagnostics and fixes in JSON")
	fs.BoolVar(&t.fix, "fix", false, "apply the fixes instead of printing diagnostics")
	fs.BoolVar(&t.diff, "diff", false, "with -fix, print the changes instead of making them")
	fs.Int("c", -1, "print this many lines of context") // the go command does
	scope.Analyzer.Flags.VisitAll(func(f *flag.Flag) { fs.Var(f.Value, f.Name, f.Usage) })

	fs.BoolVar(&t.withVet, "with-vet", false, "run the analyzers of go vet too")
	t.selection = selection.Register(fs, slices.Concat(t.suite, vet.Suite))
	return fs
}

func printFlags(w io.Writer, fs *flag.FlagSet) error {
	type jsonFlag struct {
		Name  string
		Bool  bool
		Usage string
	}
	var list []jsonFlag
	fs.VisitAll(func(f *flag.Flag) {
		b, ok := f.Value.(interface{ IsBoolFlag() bool })
		list = append(list, jsonFlag{f.Name, ok && b.IsBoolFlag(), f.Usage})
	})
	data, err := json.MarshalIndent(list, "", "\t")
	if err != nil {
		return fmt.Errorf("describe flags: %w", err)
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

// output collects what goes to the file that the go command names, or to
// stdout if it names none.
func (t *tool) output(file string, write func(io.Writer) error) error {
	var buf bytes.Buffer
	if err := write(&buf); err != nil {
		return err
	}
	if file != "" {
		return os.WriteFile(file, buf.Bytes(), 0o666)
	}
	_, err := t.stdout.Write(buf.Bytes())
	return err
}
