package toolbuild

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"github.com/xplatvet/xplatvet/internal/gocmd"
)

// A Release is a version of a Tool.
type Release struct {
	Version string
	Time    string // when it was released, as RFC 3339
	mod     *modfile.File
}

// pick returns the wanted release of t, or the newest that goversion builds.
func (b *Builder) pick(ctx context.Context, work *gocmd.Runner, t *Tool, want, goversion string) (*Release, error) {
	if want != "" && semver.Canonical(want) != want {
		return nil, fmt.Errorf("-version %q: want one such as %s", want, t.first)
	}
	if semver.Compare(want, t.first) < 0 && want != "" {
		return nil, fmt.Errorf("%s %s cannot take the analyzers in: the first version that can is %s", t.Name, want, t.first)
	}
	if want != "" {
		r, err := b.release(ctx, work, t.Module, want)
		if err != nil {
			return nil, err
		}
		if fits(r, goversion) {
			return r, nil
		}
		return nil, b.tooNew(ctx, work, t, r, goversion)
	}
	b.step("looking for the newest %s that Go %s builds", t.Name, strings.TrimPrefix(goVersion(goversion), "go"))
	return b.newest(ctx, work, t, goversion)
}

// newest returns the newest release of t that goversion builds.
func (b *Builder) newest(ctx context.Context, work *gocmd.Runner, t *Tool, goversion string) (*Release, error) {
	out, err := work.Run(ctx, "list", "-mod=mod", "-m", "-versions", t.Module)
	if err != nil {
		return nil, b.failed(ctx, fmt.Sprintf("cannot list the versions of %s (-version takes one that is in the module cache without asking)", t.Name), err)
	}
	versions := slices.DeleteFunc(strings.Fields(string(out)), func(v string) bool {
		return !semver.IsValid(v) || semver.Prerelease(v) != "" || semver.Compare(v, t.first) < 0
	})
	slices.SortFunc(versions, semver.Compare)
	var oldest *Release
	for _, v := range slices.Backward(versions) {
		r, err := b.release(ctx, work, t.Module, v)
		if err != nil {
			return nil, err
		}
		if fits(r, goversion) {
			return r, nil
		}
		oldest = r
	}
	if oldest == nil {
		return nil, fmt.Errorf("there is no %s from %s on", t.Name, t.first)
	}
	return nil, fmt.Errorf("no %s that can take the analyzers in fits Go %s: %s, the first, needs Go %s",
		t.Name, strings.TrimPrefix(goVersion(goversion), "go"), oldest.Version, oldest.mod.Go.Version)
}

// tooNew says that a wanted release needs a newer Go, and what would fit.
func (b *Builder) tooNew(ctx context.Context, work *gocmd.Runner, t *Tool, r *Release, goversion string) error {
	err := fmt.Errorf("%s %s needs Go %s, and this is Go %s", t.Name, r.Version, r.mod.Go.Version, strings.TrimPrefix(goVersion(goversion), "go"))
	newest, nerr := b.newest(ctx, work, t, goversion)
	if nerr != nil {
		return err
	}
	return fmt.Errorf("%w, which builds %s up to %s; leave -version out, or set GOTOOLCHAIN=go%s", err, t.Name, newest.Version, r.mod.Go.Version)
}

// own returns what the source of xplatvet needs, and an error if goversion
// cannot build it.
func (b *Builder) own(ctx context.Context, work *gocmd.Runner, goversion string) (r *Release, err error) {
	if b.Source.Dir != "" {
		r, err = readRelease(filepath.Join(b.Source.Dir, "go.mod"))
	} else {
		r, err = b.release(ctx, work, b.Source.Module.Path, b.Source.Module.Version)
	}
	if err == nil && !fits(r, goversion) {
		err = fmt.Errorf("xplatvet needs Go %s, and this is Go %s", r.mod.Go.Version, strings.TrimPrefix(goVersion(goversion), "go"))
	}
	return r, err
}

// release asks for a version of a module.
func (b *Builder) release(ctx context.Context, work *gocmd.Runner, path, version string) (*Release, error) {
	out, err := work.Run(ctx, "list", "-mod=mod", "-m", "-json", path+"@"+version)
	if err != nil {
		return nil, b.failed(ctx, fmt.Sprintf("cannot find %s@%s", path, version), err)
	}
	var info struct{ Version, Time, GoMod string }
	if err := json.Unmarshal(out, &info); err != nil {
		return nil, fmt.Errorf("read go list of %s: %w", path, err)
	}
	r, err := readRelease(info.GoMod)
	if err != nil {
		return nil, err
	}
	r.Version, r.Time = info.Version, info.Time
	return r, nil
}

func readRelease(file string) (*Release, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, fmt.Errorf("read go.mod: %w", err)
	}
	mod, err := modfile.ParseLax(file, data, nil)
	if err != nil {
		return nil, fmt.Errorf("read go.mod: %w", err)
	}
	if mod.Go == nil {
		mod.Go = &modfile.Go{Version: "1.16"} // as the go command takes it
	}
	return &Release{mod: mod}, nil
}

// fits reports whether goversion, as of go env GOVERSION, builds the release.
// A development version is taken to build everything.
func fits(r *Release, goversion string) bool {
	v := goVersion(goversion)
	return !version.IsValid(v) || version.Compare(v, "go"+r.mod.Go.Version) >= 0
}

// goVersion returns a Go version without the experiments that are on.
func goVersion(goversion string) string {
	v, _, _ := strings.Cut(goversion, " ")
	return v
}

// toolchain returns the GOTOOLCHAIN that keeps the go command, in whichever
// directory, at the version that it has.
func toolchain(goversion string) string {
	if v := goVersion(goversion); version.IsValid(v) {
		return v
	}
	return "local"
}

// reason returns the reason of a go command's failure, without the packages
// that -v names and the URL of the proxy over and over.
func reason(err error) string {
	var e *gocmd.Error
	if !errors.As(err, &e) {
		return gocmd.Reason(err)
	}
	var lines []string
	for line := range strings.Lines(e.Stderr) {
		line = strings.TrimRight(line, "\r\n")
		if strings.ContainsAny(line, " \t") || strings.HasPrefix(line, "#") {
			lines = append(lines, line)
		}
	}
	const most = 10
	if len(lines) > most {
		lines = append(lines[:most], "…")
	}
	return gocmd.Reason(&gocmd.Error{Args: e.Args, ExitCode: e.ExitCode, Stderr: strings.Join(lines, "\n")})
}

// pins returns replace directives that give all modules of a release the
// versions with which it was released.
func (r *Release) pins() []*modfile.Replace {
	var list []*modfile.Replace
	replaced := make(map[string]bool)
	for _, rep := range r.mod.Replace {
		if rep.New.Version != "" {
			list = append(list, rep)
			replaced[rep.Old.Path] = true
		}
	}
	for _, req := range r.mod.Require {
		if !replaced[req.Mod.Path] {
			list = append(list, &modfile.Replace{Old: module.Version{Path: req.Mod.Path}, New: req.Mod})
		}
	}
	return list
}
