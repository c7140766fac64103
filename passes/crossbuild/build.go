package crossbuild

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// A result is what is known after one port.
type result struct {
	port        platform.Port
	universe    universe         // the packages that patterns match on this port
	status      map[string]state // of them, and of packages that fail
	vain        map[string]bool  // packages of main modules that are imported though they have no files here
	findings    []finding.Finding
	problems    []finding.Problem
	skipped     bool // it could not be built; a problem says why
	interrupted bool // ctx was cancelled before it was done
}

// A state is the status of one package on one port.
type state struct {
	status finding.Status
	errors []string // as in a verdict
}

// outcome returns what progress hears of r.
func (r *result) outcome(elapsed time.Duration) Outcome {
	o := Outcome{Port: r.port, Skipped: r.skipped || r.interrupted, Elapsed: elapsed}
	for path := range r.universe.packages {
		o.Packages++
		if s := r.status[path].status; s == finding.Fail || s == finding.Blocked {
			o.Failed++
		}
	}
	return o
}

// build loads and builds the packages for one port.
func (b *builder) build(ctx context.Context, port platform.Port) *result {
	r := &result{port: port}
	runner := b.runner(port)
	pkgs, err := b.list(ctx, runner, true)
	if err != nil {
		return r.fail(ctx, err)
	}
	r.universe.add(pkgs)
	g := newGraph(port, b.namer, pkgs)
	g.classifier = b.classifier
	g.loadErrors()
	for args := range chunks(b.arguments(g)) {
		if err := b.compile(ctx, runner, args, g); err != nil {
			return r.fail(ctx, err)
		}
	}
	r.status, r.findings, r.problems, r.vain = g.states(), g.findings, g.missing(), g.vain
	return r
}

// fail makes r the result of a port that was not built because of err.
func (r *result) fail(ctx context.Context, err error) *result {
	if ctx.Err() != nil {
		r.interrupted = true
		return r
	}
	r.skipped = true
	r.problems = []finding.Problem{{Message: gocmd.Reason(err), Ports: platform.Of(r.port)}}
	return r
}

// arguments returns the packages to build: those that are loadable and need
// no package that is not.
func (b *builder) arguments(g *graph) []string {
	var list []string
	for _, p := range g.pkgs {
		switch {
		case p.DepOnly || !p.hasFiles() || g.failed[p.ImportPath] || len(g.culprits(p)) > 0:
		case p.ImportPath == "command-line-arguments":
			return b.cfg.Patterns // files; the package has no other name
		default:
			list = append(list, p.ImportPath)
		}
	}
	return list
}

// maxArguments is how long the arguments of one command may be, in bytes.
// Windows has the lowest limit: 32767 characters for all of a command line.
const maxArguments = 24 << 10

// chunks splits a list of arguments into lists that fit a command line.
func chunks(list []string) func(yield func([]string) bool) {
	return func(yield func([]string) bool) {
		for len(list) > 0 {
			n, size := 0, 0
			for n < len(list) && (n == 0 || size+len(list[n]) < maxArguments) {
				size += len(list[n]) + 1
				n++
			}
			if !yield(list[:n]) {
				return
			}
			list = list[n:]
		}
	}
}

// A buildEvent is a line of "go build -json"; see "go help buildjson".
type buildEvent struct {
	ImportPath string
	Action     string
	Output     string
}

// compile runs go build on packages and adds what it says to g. The error is
// that of a build that did not come so far as to say something of a package.
func (b *builder) compile(ctx context.Context, r *gocmd.Runner, pkgs []string, g *graph) error {
	args := slices.Concat([]string{"build"}, unset,
		// Version control has nothing to say about what is thrown away.
		[]string{"-buildvcs=false", "-json", "-o=" + os.DevNull, "-p=" + strconv.Itoa(b.parallel)}, b.tags())
	args = append(args, "--")
	args = append(args, pkgs...)
	out, err := r.Run(ctx, args...)
	if err == nil {
		return nil
	}
	var exit *gocmd.Error
	if !errors.As(err, &exit) || exit.ExitCode < 0 {
		return err
	}
	text := map[string]string{}
	failed := map[string]bool{}
	for line := range bytes.Lines(out) {
		var e buildEvent
		if json.Unmarshal(line, &e) != nil {
			continue // a tool of GOFLAGS -toolexec may print what it likes
		}
		path, _, _ := strings.Cut(e.ImportPath, " ") // "path [variant]"
		switch e.Action {
		case "build-output":
			text[path] += e.Output
		case "build-fail":
			failed[path] = true
		}
	}
	if len(failed) == 0 {
		return err
	}
	for _, path := range slices.Sorted(maps.Keys(failed)) {
		g.fail(path, parseOutput(text[path]))
	}
	return nil
}

// fail records that path fails with the errors of out.
func (g *graph) fail(path string, out output) {
	if g.failed[path] {
		return // seen in another chunk
	}
	g.failed[path] = true
	if len(out.errors) == 0 {
		out.errors = []diagnostic{{message: "build failed without a message"}}
	}
	for _, d := range out.errors {
		d = g.locate(path, d)
		f := g.finding(path, g.position(path, d), strings.TrimPrefix(d.message, path+": "))
		if f.Kind == finding.CCompiler && len(g.errors[path]) > 0 {
			break // it is the wrong compiler for each line of the file
		}
		for _, r := range d.related {
			f.Related = append(f.Related, finding.Related{Position: g.position(path, r), Message: g.namer.Text(r.message)})
		}
		for _, note := range out.notes {
			f.Related = append(f.Related, finding.Related{Message: note})
		}
		g.report(f)
	}
	if out.truncated {
		g.errors[path] = append(g.errors[path], "too many errors: the compiler does not show the others")
	}
}

// position returns the place of d, an error of package path.
func (g *graph) position(path string, d diagnostic) finding.Position {
	// Go's own tools name files as seen from the working directory, with "./"
	// before those in it. A C compiler runs in the directory of the package.
	if p := g.byPath[path]; p != nil && d.file != "" && filepath.Base(d.file) == d.file {
		file := filepath.Join(p.Dir, d.file)
		if _, err := os.Stat(file); err == nil {
			d.file = file
		}
	}
	return g.place(d.file, d.line, d.column)
}

// finding returns a finding on the port of g.
func (g *graph) finding(path string, pos finding.Position, message string) finding.Finding {
	kind, remedy := g.classify(path, pos, message)
	return finding.Finding{
		Analyzer: finding.Compile,
		Severity: finding.Error,
		Package:  path,
		Position: pos,
		Message:  g.namer.Text(message),
		Kind:     kind,
		Remedy:   g.namer.Text(remedy),
		Ports:    platform.Of(g.port),
	}
}

// report adds f and makes it an error of its package.
func (g *graph) report(f finding.Finding) {
	g.findings = append(g.findings, f)
	g.errors[f.Package] = append(g.errors[f.Package], errorText(f))
}

// errorText returns f as an error of a verdict.
func errorText(f finding.Finding) string {
	if f.File == "" {
		return f.Message
	}
	place := f.File
	for _, n := range []int{f.Line, f.Column} {
		if n > 0 {
			place = fmt.Sprintf("%s:%d", place, n)
		}
	}
	return place + ": " + f.Message
}
