package cli

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"

	"github.com/rogpeppe/go-internal/diff"

	"github.com/xplatvet/xplatvet/internal/edit"
	"github.com/xplatvet/xplatvet/internal/finding"
)

// applyFixes applies the first fix of each finding in a file below root, or
// prints the changes, and takes the findings so mended out of the report.
// Fixes are made file by file: none of the suite's edits more than one.
func applyFixes(env Env, root string, report *finding.Report, onlyDiff bool) error {
	fixes := make(map[string][][]edit.Edit)
	var rest []finding.Finding
	for _, f := range report.Findings {
		file, edits := fixOf(f)
		if !filepath.IsLocal(filepath.FromSlash(file)) || len(edits) == 0 {
			rest = append(rest, f)
			continue
		}
		fixes[file] = append(fixes[file], edits)
	}
	report.Findings = rest
	for _, file := range slices.Sorted(maps.Keys(fixes)) {
		name := filepath.Join(root, filepath.FromSlash(file))
		src, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("fix %s: %w", file, err)
		}
		out, dropped := edit.Apply(src, fixes[file])
		if dropped > 0 {
			fmt.Fprintf(env.Stderr, "xplatvet: %s: %d fixes overlap others; run again for them\n", file, dropped)
		}
		if onlyDiff {
			if _, err := env.Stdout.Write(diff.Diff(file+" (old)", src, file+" (new)", out)); err != nil {
				return err
			}
			continue
		}
		if err := os.WriteFile(name, out, 0o666); err != nil {
			return fmt.Errorf("fix %s: %w", file, err)
		}
	}
	return nil
}

// fixOf returns the edits of the first fix of f, if they are in one file.
func fixOf(f finding.Finding) (file string, edits []edit.Edit) {
	if len(f.Fixes) == 0 {
		return "", nil
	}
	for _, e := range f.Fixes[0].Edits {
		if file != "" && e.File != file {
			return "", nil
		}
		file = e.File
		edits = append(edits, edit.Edit{Start: e.Start, End: e.End, New: e.NewText})
	}
	return file, edits
}
