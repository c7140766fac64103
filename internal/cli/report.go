package cli

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/render"
)

// rules returns what findings may be about.
func rules() []render.Rule {
	var list []render.Rule
	for _, name := range finding.NotAnalyzers() {
		text, _ := explained(name)
		summary, text, _ := strings.Cut(text, "\n")
		list = append(list, render.Rule{Name: name, Summary: summary, Doc: strings.TrimSpace(text), URL: doc.Page(name)})
	}
	for _, a := range analyzers.Suite {
		summary, text, _ := strings.Cut(a.Doc, "\n")
		list = append(list, render.Rule{Name: a.Name, Summary: summary, Doc: strings.TrimSpace(text), URL: a.URL})
	}
	return list
}

// repository returns the directory that CI names files from: that of the
// checkout if CI says so, else the repository that root is in, else "".
func repository(env Env, root string) string {
	if root == "" {
		return ""
	}
	getenv := (&gocmd.Runner{Env: env.Environ}).Getenv
	dir := cmp.Or(getenv("GITHUB_WORKSPACE"), getenv("CI_PROJECT_DIR"))
	if dir != "" {
		// The same directory may have several names.
		real, err := filepath.EvalSymlinks(dir)
		realRoot, rootErr := filepath.EvalSymlinks(root)
		if err == nil && rootErr == nil {
			if rel, err := filepath.Rel(real, realRoot); err == nil && filepath.IsLocal(rel) {
				return up(root, rel)
			}
		}
	}
	for dir := root; ; dir = filepath.Dir(dir) {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		if dir == filepath.Dir(dir) {
			return ""
		}
	}
}

// up returns the directory that dir is rel of.
func up(dir, rel string) string {
	if rel == "." {
		return dir
	}
	for range strings.Split(filepath.ToSlash(rel), "/") {
		dir = filepath.Dir(dir)
	}
	return dir
}

// jobSummary adds the report to the page that GitHub shows of a job, if there
// is one.
func jobSummary(env Env, r *finding.Report, opt render.Options) error {
	name := (&gocmd.Runner{Env: env.Environ}).Getenv("GITHUB_STEP_SUMMARY")
	if name == "" {
		return nil
	}
	f, err := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o666)
	if err != nil {
		return fmt.Errorf("write job summary: %w", err)
	}
	err = render.Markdown(f, r, opt)
	if cerr := f.Close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("write job summary: %w", err)
	}
	return nil
}
