package toolbuild

import (
	"context"
	"encoding/json"
	"fmt"
	"go/version"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/xplatvet/xplatvet/internal/gocmd"
)

// writeModule writes the throw-away module of a release into dir.
func (b *Builder) writeModule(ctx context.Context, work *gocmd.Runner, t *Tool, r, own *Release, dir string) error {
	out, err := work.Run(ctx, "mod", "download", "-json", t.Module+"@"+r.Version)
	if err != nil {
		return b.failed(ctx, fmt.Sprintf("cannot download %s %s", t.Name, r.Version), err)
	}
	var download struct{ Dir string }
	if err := json.Unmarshal(out, &download); err != nil {
		return fmt.Errorf("read go mod download: %w", err)
	}
	if err := os.Mkdir(dir, 0o777); err != nil {
		return fmt.Errorf("create module: %w", err)
	}
	if err := copyMain(filepath.Join(download.Dir, filepath.FromSlash(t.main)), dir); err != nil {
		return fmt.Errorf("copy main package of %s: %w", t.Name, err)
	}
	text := fmt.Sprintf("package main\n\nimport _ %q\n", modulePath+"/"+t.plugin)
	if err := os.WriteFile(filepath.Join(dir, "with_xplatvet.go"), []byte(text), 0o666); err != nil {
		return fmt.Errorf("create module: %w", err)
	}
	data, err := b.goMod(t, r, own)
	if err != nil {
		return fmt.Errorf("create module: %w", err)
	}
	if err := os.WriteFile(filepath.Join(dir, "go.mod"), data, 0o666); err != nil {
		return fmt.Errorf("create module: %w", err)
	}
	return nil
}

// copyMain copies the files of a package main.
func copyMain(from, to string) error {
	files, err := filepath.Glob(filepath.Join(from, "*.go"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		data, err := os.ReadFile(file)
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(to, filepath.Base(file)), data, 0o666); err != nil {
			return err
		}
	}
	return nil
}

// goMod returns the go.mod of the throw-away module. What the program was
// released with is pinned by replace directives, because xplatvet may require
// more recent versions: gopls works with one version of golang.org/x/tools only.
func (b *Builder) goMod(t *Tool, r, own *Release) ([]byte, error) {
	f := new(modfile.File)
	if err := f.AddModuleStmt(t.module); err != nil {
		return nil, err
	}
	language := r.mod.Go.Version
	if version.Compare("go"+language, "go"+own.mod.Go.Version) < 0 {
		language = own.mod.Go.Version
	}
	if err := f.AddGoStmt(language); err != nil {
		return nil, err
	}
	f.AddNewRequire(t.Module, r.Version, false)
	src := b.Source
	switch {
	case src.Dir != "":
		f.AddNewRequire(modulePath, "v0.0.0", false)
		if err := f.AddReplace(modulePath, "", src.Dir, ""); err != nil {
			return nil, err
		}
	case src.Module.Path != modulePath:
		f.AddNewRequire(modulePath, "v0.0.0", false)
		if err := f.AddReplace(modulePath, "", src.Module.Path, src.Module.Version); err != nil {
			return nil, err
		}
	default:
		f.AddNewRequire(modulePath, src.Module.Version, false)
	}
	for _, rep := range r.pins() {
		if err := f.AddReplace(rep.Old.Path, rep.Old.Version, rep.New.Path, rep.New.Version); err != nil {
			return nil, err
		}
	}
	f.Cleanup()
	return f.Format()
}
