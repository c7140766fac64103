package vettool

import (
	"archive/zip"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/edit"
)

// applyFixes applies the first fix of each diagnostic: with -diff it prints
// the changes, else it hands the new files to the go command, or writes them
// if the go command did not ask for them.
//
// No file that the build leaves out is touched: the go command caches what the
// tool makes of a package and would write an old version over later edits.
func (t *tool) applyFixes(u *driver.Unit, cfg *unitConfig, results []driver.Result) error {
	fixes := make(map[string][][]edit.Edit)
	for _, res := range results {
		if res.Err != nil {
			return res.Err
		}
		for _, d := range res.Diagnostics {
			if len(d.SuggestedFixes) == 0 {
				continue
			}
			byFile := make(map[string][]edit.Edit)
			for _, e := range d.SuggestedFixes[0].TextEdits {
				f := u.Fset.File(e.Pos)
				byFile[f.Name()] = append(byFile[f.Name()], edit.Edit{Start: f.Offset(e.Pos), End: f.Offset(endOf(e)), New: string(e.NewText)})
			}
			for name, list := range byFile {
				if !slices.Contains(cfg.IgnoredFiles, name) {
					fixes[name] = append(fixes[name], list)
				}
			}
		}
	}
	fixed := make(map[string][]byte)
	for name, list := range fixes {
		src, err := os.ReadFile(name)
		if err != nil {
			return err
		}
		out, dropped := edit.Apply(src, list)
		if len(dropped) > 0 {
			fmt.Fprintf(t.stderr, "xplatvet: %s: %d of %d fixes overlap others; run again for them\n", name, len(dropped), len(list))
		}
		fixed[name] = out
	}

	names := slices.Sorted(maps.Keys(fixed))
	switch {
	case t.diff:
		return t.output(cfg.Stdout, func(w io.Writer) error {
			for _, name := range names {
				src, err := os.ReadFile(name)
				if err != nil {
					return err
				}
				if _, err := w.Write(diff.Diff(name+" (old)", src, name+" (new)", fixed[name])); err != nil {
					return err
				}
			}
			return nil
		})
	case cfg.FixArchive != "":
		return writeArchive(cfg.FixArchive, cfg.ID, names, fixed)
	}
	for _, name := range names {
		if err := os.WriteFile(name, fixed[name], 0o666); err != nil {
			return err
		}
	}
	return nil
}

// writeArchive writes the zip file of fixed files that the go command applies
// when all packages are analysed.
func writeArchive(file, id string, names []string, fixed map[string][]byte) (err error) {
	f, err := os.Create(file)
	if err != nil {
		return err
	}
	defer func() {
		if cerr := f.Close(); err == nil {
			err = cerr
		}
	}()
	zw := zip.NewWriter(f)
	if err := zw.SetComment(id); err != nil {
		return err
	}
	for _, name := range names {
		w, err := zw.Create(name)
		if err != nil {
			return err
		}
		if _, err := w.Write(fixed[name]); err != nil {
			return err
		}
	}
	return zw.Close()
}
