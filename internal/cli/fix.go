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

// applyFixes applies the first fix of each finding in a file of the module, or
// prints the changes, and takes the findings so mended out of the report, with
// the verdicts on their packages, which are of the time before. Fixes are made
// file by file: none of the suite's edits more than one.
func applyFixes(env Env, report *finding.Report, onlyDiff bool) error {
	fixes := make(map[string][][]edit.Edit)
	fixed := make(map[string][]finding.Finding) // those that the fixes are of
	var rest []finding.Finding
	for _, f := range report.Findings {
		file, edits := fixOf(f)
		if !filepath.IsLocal(filepath.FromSlash(file)) || len(edits) == 0 {
			rest = append(rest, f)
			continue
		}
		fixes[file] = append(fixes[file], edits)
		fixed[file] = append(fixed[file], f)
	}
	applied, total := 0, 0
	stale := make(map[string]bool) // packages
	for _, file := range slices.Sorted(maps.Keys(fixes)) {
		name := filepath.Join(report.Root, filepath.FromSlash(file))
		src, err := os.ReadFile(name)
		if err != nil {
			return fmt.Errorf("fix %s: %w", file, err)
		}
		out, dropped := edit.Apply(src, fixes[file])
		total += len(fixes[file])
		applied += len(fixes[file]) - len(dropped)
		for i, f := range fixed[file] {
			stale[f.Package] = true
			if slices.Contains(dropped, i) {
				rest = append(rest, f)
			}
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
	report.Findings = finding.Merge(rest) // in their order
	if onlyDiff || total == 0 {
		return nil
	}
	report.Verdicts = slices.DeleteFunc(report.Verdicts, func(v finding.Verdict) bool { return stale[v.Package] })
	_, err := fmt.Fprintf(env.Stderr, "xplatvet: applied %d of %d fixes in %s; run again to see the outcome\n", applied, total, files(len(fixes)))
	return err
}

func files(n int) string {
	if n == 1 {
		return "1 file"
	}
	return fmt.Sprintf("%d files", n)
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
