package crossbuild

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"iter"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

// A result is what is known of one port.
type result struct {
	port     platform.Port
	universe universe         // the packages that patterns match on this port
	status   map[string]state // of them, and of packages that fail
	vain     map[string]bool  // packages of main modules that are imported though they have no files here
	findings []finding.Finding
	problems []finding.Problem
	notes    []finding.Note
	local    map[string]bool // packages of main modules that only others name
	part     *part           // what is asked for; nil is everything
	todo     []string        // packages still to be built; nil is what the user asks for
	done     bool            // the status of all packages is known; if not, a problem says why, or it was interrupted
}

// A state is the status of one package on one port.
type state struct {
	Status finding.Status
	Errors []string // as in a verdict
}

// outcome returns what progress hears of r.
func (r *result) outcome(elapsed time.Duration) Outcome {
	o := Outcome{Port: r.port, Skipped: !r.done, Findings: r.findings, Elapsed: elapsed}
	for path := range r.universe.packages {
		s, ok := r.status[path]
		if !ok {
			continue
		}
		o.Packages++
		if s.Status == finding.Fail || s.Status == finding.Blocked {
			o.Failed++
		}
	}
	return o
}

// build builds the packages of r that are still to be built, and adds what
// becomes of them.
func (b *builder) build(ctx context.Context, r *result, p *reporter) {
	if b.cfg.Timeout > 0 {
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeoutCause(ctx, b.cfg.Timeout, errTimeout)
		defer cancel()
	}
	runner := b.runner(r.port)
	runner.Stderr = &compiling{port: r.port, to: p}
	g := newGraph(r.port, b.namer)
	g.classifier, g.known = b.classifier, b.plan.known(r.port)
	flags := []string{"-deps", "-export", "-v", "-buildvcs=false", "-p=" + strconv.Itoa(b.share.commands), "-test=" + strconv.FormatBool(b.cfg.Tests)}
	for patterns := range b.patterns(r) {
		pkgs, err := b.list(ctx, runner, patterns, flags...)
		if err != nil {
			r.fail(ctx, err, b.cfg.Timeout)
			return
		}
		if r.todo == nil {
			r.universe.add(pkgs, b.cfg.Tests)
		}
		g.add(pkgs)
	}
	g.examine()
	switch {
	case b.cfg.Smoke != nil:
		notes, err := b.smoke(ctx, runner, g)
		r.notes = append(r.notes, notes...)
		if err != nil {
			r.fail(ctx, err, b.cfg.Timeout)
			return
		}
	case b.cfg.Link:
		for args := range chunks(b.commands(g)) {
			if err := b.link(ctx, runner, args, g, os.DevNull); err != nil {
				r.fail(ctx, err, b.cfg.Timeout)
				return
			}
		}
	}
	r.add(g)
	r.done = true
	b.keeper.keep(r)
}

// patterns returns what to list for r: the packages to be built, in lists that
// fit a command line, or what the user asks for.
func (b *builder) patterns(r *result) iter.Seq[[]string] {
	if r.todo == nil {
		return slices.Values([][]string{b.cfg.Patterns})
	}
	return chunks(r.todo)
}

// add adds what is known of the packages of g.
func (r *result) add(g *graph) {
	if r.status == nil {
		r.status, r.vain, r.local = make(map[string]state), make(map[string]bool), make(map[string]bool)
	}
	for _, p := range g.pkgs {
		if p.DepOnly && p.Module != nil && p.Module.Main && !p.isTest() && p.hasFiles() {
			r.local[p.ImportPath] = true
		}
	}
	maps.Copy(r.status, g.states())
	maps.Copy(r.vain, g.vain)
	r.findings = append(r.findings, g.findings...)
	r.problems = append(r.problems, g.missing()...)
	for _, t := range g.troubled {
		r.problems = append(r.problems, finding.Problem{
			Message: t.owner + " was not compiled: " + t.reason, Ports: platform.Of(r.port),
		})
	}
}

var errTimeout = errors.New("timeout")

// fail makes r the result of a port that was not built because of err.
func (r *result) fail(ctx context.Context, err error, timeout time.Duration) {
	message := reason(err)
	switch {
	case context.Cause(ctx) == errTimeout:
		message = fmt.Sprintf("not built within %s; give it more time with -timeout", timeout)
	case ctx.Err() != nil:
		return
	}
	r.problems = append(r.problems, finding.Problem{Message: message, Ports: platform.Of(r.port)})
}

// commands returns the commands to link: those that compile.
func (b *builder) commands(g *graph) []string {
	var list []string
	for _, p := range g.pkgs {
		switch {
		case p.DepOnly || p.isTest() || p.Name != "main" || !p.hasFiles() || g.failed[p.ImportPath] || g.isTroubled(p) || len(g.culprits(p)) > 0:
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

// link runs go build on commands, writes them to output, and adds what it says
// to g. The error is that of a build that did not come so far as to say
// something of a package.
func (b *builder) link(ctx context.Context, r *gocmd.Runner, pkgs []string, g *graph, output string) error {
	args := slices.Concat([]string{"build"}, unset,
		// Version control has nothing to say about what is thrown away.
		[]string{"-buildvcs=false", "-json", "-o=" + output, "-p=" + strconv.Itoa(b.share.commands)}, b.tags())
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
		path, _, _ := strings.Cut(e.ImportPath, " ") // "path [variant]", of profiles
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
	if reason := out.trouble(); reason != "" { // of the linker
		g.troubled = append(g.troubled, trouble{path, g.owner(path), reason})
		return
	}
	g.failed[path] = true
	if len(out.errors) == 0 {
		out.errors = []diagnostic{{message: "build failed without a message"}}
	}
	for _, d := range out.errors {
		d = g.locate(path, d)
		f := g.finding(path, g.position(path, d), strings.TrimPrefix(d.message, path+": "))
		if f.Kind == finding.CCompiler && len(g.errors[f.Package]) > 0 {
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
	if owner := g.owner(path); out.truncated && !slices.Contains(g.errors[owner], tooMany) {
		g.errors[owner] = append(g.errors[owner], tooMany)
	}
}

const tooMany = "too many errors: the compiler does not show the others"

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

// owner returns the package that path is reported under.
func (g *graph) owner(path string) string {
	if p := g.byPath[path]; p != nil {
		return p.owner()
	}
	return path
}

// finding returns a finding on the port of g.
func (g *graph) finding(path string, pos finding.Position, message string) finding.Finding {
	kind, remedy := g.classify(path, pos, message)
	return finding.Finding{
		Analyzer: finding.Compile,
		Severity: finding.Error,
		Package:  g.owner(path),
		Position: pos,
		Message:  g.namer.Text(message),
		Kind:     kind,
		Remedy:   g.namer.Text(remedy),
		Ports:    platform.Of(g.port),
	}
}

// report adds f and makes it an error of its package.
func (g *graph) report(f finding.Finding) {
	text := errorText(f)
	if slices.Contains(g.errors[f.Package], text) {
		return // of a variant for tests too
	}
	g.findings = append(g.findings, f)
	g.errors[f.Package] = append(g.errors[f.Package], text)
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
