package crossbuild

import (
	"context"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/xplatvet/xplatvet/internal/emulator"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/quoted"
	"github.com/xplatvet/xplatvet/platform"
)

// A Smoke says how commands are run after they have been linked, on ports for
// which this machine can run programs.
type Smoke struct {
	Args    []string
	Timeout time.Duration // for one program
}

// args returns a text that two of them share that run the same, "" for none.
func (s *Smoke) args() string {
	if s == nil {
		return ""
	}
	return fmt.Sprintf("%q", s.Args)
}

// maxShown is how many lines of what a program has printed a finding has. The
// more there are, the less alike are ports.
const maxShown = 3

// smoke links the commands of a port, one after the other, and runs each.
func (b *builder) smoke(ctx context.Context, runner *gocmd.Runner, g *graph) (notes []finding.Note, err error) {
	commands := b.commands(g)
	if len(commands) == 0 {
		return nil, nil
	}
	host := emulator.Host{
		Env:     b.cfg.Go.Environ(),
		Port:    platform.Port{GOOS: b.env.GOHOSTOS, GOARCH: b.env.GOHOSTARCH},
		GOROOT:  b.env.GOROOT,
		TempDir: b.cfg.Go.TempDir,
	}
	note := func(message string) {
		notes = append(notes, finding.Note{Message: message, Ports: platform.Of(g.port)})
	}
	e, missing := host.Find(g.port)
	if missing != "" {
		note("linked, but not run: " + missing)
		for args := range chunks(commands) {
			if err := b.link(ctx, runner, args, g, os.DevNull); err != nil {
				return nil, err
			}
		}
		return notes, nil
	}
	dir, err := os.MkdirTemp(b.cfg.Go.TempDir, "xplatvet-link-*")
	if err != nil {
		return nil, fmt.Errorf("create temporary directory: %w", err)
	}
	defer func() {
		if e := os.RemoveAll(dir); e != nil && err == nil {
			err = fmt.Errorf("remove temporary directory: %w", e)
		}
	}()
	for _, p := range g.pkgs {
		args := []string{p.ImportPath}
		switch {
		case p.DepOnly || p.isTest():
			continue
		case p.ImportPath == "command-line-arguments":
			args = commands
		case !slices.Contains(commands, p.ImportPath):
			continue
		}
		exe := filepath.Join(dir, "program.exe") // Windows wants it so, the others do not care
		if err := b.link(ctx, runner, args, g, exe); err != nil {
			return nil, err
		}
		if _, err := os.Stat(exe); g.failed[p.ImportPath] || errors.Is(err, os.ErrNotExist) {
			continue // the linker has said why
		}
		r, err := e.Run(ctx, host, b.cfg.Smoke.Timeout, exe, b.cfg.Smoke.Args...)
		switch {
		case err != nil:
			return nil, fmt.Errorf("run %s: %w", p.ImportPath, err)
		case r.NotRun != "":
			note(fmt.Sprintf("%s is linked, but not run: %s", p.ImportPath, r.NotRun))
		case !r.OK:
			g.ran(p, b.cfg.Smoke, r, exe)
		}
		if err := os.Remove(exe); err != nil {
			return nil, fmt.Errorf("remove program: %w", err)
		}
	}
	return notes, nil
}

// ran reports that the program of a command has failed.
func (g *graph) ran(p *listed, s *Smoke, r emulator.Result, exe string) {
	message := "the program " + r.Describe(s.Timeout)
	if args, err := quoted.Join(s.Args); err == nil && args != "" {
		message += " when it is run with " + args
	}
	for _, line := range r.Output[:min(maxShown, len(r.Output))] {
		message += "\n" + strings.ReplaceAll(line, exe, filepath.Base(p.Dir))
	}
	g.failed[p.ImportPath] = true
	pos := g.position(p.ImportPath, mainOf(p))
	g.report(finding.Finding{
		Analyzer: finding.Compile,
		Severity: finding.Error,
		Package:  g.owner(p.ImportPath),
		Position: pos,
		Message:  g.namer.Text(message),
		Kind:     finding.Run,
		Remedy:   "find out what it lacks there, or run it with other arguments, with which it does little and exits with 0",
		Ports:    platform.Of(g.port),
	})
}

// mainOf returns where a command declares func main.
func mainOf(p *listed) diagnostic {
	for _, name := range slices.Concat(p.GoFiles, p.CgoFiles) {
		file := filepath.Join(p.Dir, name)
		fset := token.NewFileSet()
		syntax, err := parser.ParseFile(fset, file, nil, parser.SkipObjectResolution)
		if err != nil {
			continue // not of this package then: it compiles
		}
		for _, d := range syntax.Decls {
			if d, ok := d.(*ast.FuncDecl); ok && d.Recv == nil && d.Name.Name == "main" {
				pos := fset.Position(d.Name.Pos())
				return diagnostic{file: pos.Filename, line: pos.Line, column: pos.Column}
			}
		}
	}
	return diagnostic{}
}
