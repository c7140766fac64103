// Package toolbuild builds programs of other people with the analyzers of
// xplatvet inside: gopls and golangci-lint, which load no analyzers at run time.
//
// A program is built as it was released: its own main package, copied into a
// throw-away module that requires the same versions of everything, with one
// more import, that of a package below plugin. Everything comes from where the
// go command gets modules.
package toolbuild

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/xplatvet/xplatvet/internal/atomicfile"
	"github.com/xplatvet/xplatvet/internal/gocmd"
)

// A Tool is a program that can take the analyzers in.
type Tool struct {
	Name   string // of the program
	Module string // path of its module
	first  string // the first version that can take analyzers in
	main   string // its package main, as a directory of the module
	module string // path of the throw-away module
	plugin string // package of xplatvet that gives it the analyzers

	// ldflags returns the flags of the linker.
	ldflags func(r *Release, src *Source) (string, error)
	// probe returns the arguments with which the program finds the mistake in
	// probeFile, and files that it needs besides.
	probe func() (args []string, files map[string]string)
}

// A Builder builds tools.
type Builder struct {
	Go     *gocmd.Runner
	Source *Source              // of xplatvet
	Step   func(message string) // is told what is done next, if not nil
	Output io.Writer            // gets what the compiler says while it works, if not nil
}

// A Built is a program that was built.
type Built struct {
	Release
	File string // absolute path
	Go   string // version
}

// Build builds a version of t, the newest that fits if version is "", into
// file; a directory gets a file with the name of the program. A file that
// exists is replaced, if it is the program, when all is done and the new one
// works.
func (b *Builder) Build(ctx context.Context, t *Tool, version, file string) (*Built, error) {
	file, err := outputFile(t, file)
	if err != nil {
		return nil, err
	}
	goenv, err := b.Go.GoEnv(ctx)
	if err != nil {
		return nil, errors.New(gocmd.Reason(err))
	}
	dir, err := os.MkdirTemp(b.Go.TempDir, "xplatvet-"+t.Name+"-*")
	if err != nil {
		return nil, fmt.Errorf("create temporary directory: %w", err)
	}
	defer os.RemoveAll(dir) // what cannot be removed is in the directory for it
	work := b.Go.With(
		"GOWORK=off", "GO111MODULE=on", "GOTOOLCHAIN="+toolchain(goenv.GOVERSION),
		"GOOS="+goenv.GOHOSTOS, "GOARCH="+goenv.GOHOSTARCH,
	)
	work.Dir = dir
	work.Stderr = b.Output

	own, err := b.own(ctx, work, goenv.GOVERSION)
	if err != nil {
		return nil, err
	}
	release, err := b.pick(ctx, work, t, version, goenv.GOVERSION)
	if err != nil {
		return nil, err
	}
	built := &Built{Release: *release, File: file, Go: goVersion(goenv.GOVERSION)}
	b.step("building %s %s with xplatvet %s and Go %s", t.Name, release.Version, b.Source, strings.TrimPrefix(built.Go, "go"))
	exe := filepath.Join(dir, t.Name+exeSuffix())
	if err := b.compile(ctx, work, t, release, own, exe); err != nil {
		return nil, err
	}
	b.step("checking that it reports what it should")
	if err := b.check(ctx, t, release, dir, exe); err != nil {
		return nil, err
	}
	data, err := os.ReadFile(exe)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", t.Name, err)
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	if err := atomicfile.Write(file, data, 0o755); err != nil {
		return nil, fmt.Errorf("write %s: %w", t.Name, err)
	}
	return built, nil
}

func (b *Builder) step(format string, args ...any) {
	if b.Step != nil {
		b.Step(fmt.Sprintf(format, args...))
	}
}

// outputFile returns the absolute path of the file to write, after a look at
// what is there.
func outputFile(t *Tool, name string) (string, error) {
	name, err := filepath.Abs(name)
	if err != nil {
		return "", fmt.Errorf("find output file: %w", err)
	}
	if info, err := os.Stat(name); err == nil && info.IsDir() {
		name = filepath.Join(name, t.Name+exeSuffix())
	}
	switch info, err := os.Stat(filepath.Dir(name)); {
	case errors.Is(err, fs.ErrNotExist):
		return "", fmt.Errorf("there is no directory %s", filepath.Dir(name))
	case err != nil:
		return "", fmt.Errorf("find output file: %w", err)
	case !info.IsDir():
		return "", fmt.Errorf("%s is not a directory", filepath.Dir(name))
	}
	switch _, err := os.Lstat(name); {
	case errors.Is(err, fs.ErrNotExist):
		return name, nil
	case err != nil:
		return "", fmt.Errorf("find output file: %w", err)
	case !t.is(name):
		return "", fmt.Errorf("%s exists and is no %s: remove it, or choose another name", name, t.Name)
	}
	return name, nil
}

// compile builds a release of t into the file exe.
func (b *Builder) compile(ctx context.Context, work *gocmd.Runner, t *Tool, r, own *Release, exe string) error {
	dir := filepath.Join(work.Dir, "main")
	if err := b.writeModule(ctx, work, t, r, own, dir); err != nil {
		return err
	}
	flags, err := t.ldflags(r, b.Source)
	if err != nil {
		return err
	}
	c := *work
	c.Dir = dir
	if _, err := c.Run(ctx, "build", "-mod=mod", "-buildvcs=false", "-v", "-ldflags="+flags, "-o="+exe, "."); err != nil {
		return b.failed(ctx, fmt.Sprintf("%s %s cannot be built with xplatvet %s", t.Name, r.Version, b.Source), err)
	}
	return nil
}

// failed says what could not be done, with the reason that the go command
// gives.
func (b *Builder) failed(ctx context.Context, what string, err error) error {
	if ctx.Err() != nil {
		return ctx.Err()
	}
	return fmt.Errorf("%s: %s", what, reason(err))
}

func exeSuffix() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}
	return ""
}
