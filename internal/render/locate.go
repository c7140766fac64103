package render

import (
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"path/filepath"
	"regexp"
	"strings"

	"golang.org/x/mod/modfile"

	"github.com/xplatvet/xplatvet/internal/finding"
)

// A locator finds the places where CI shows findings: files of the repository,
// named from its root.
type locator struct {
	sources
	prefix string         // of names in the module, "" or with a slash at its end
	dir    string         // root of the repository
	gomod  string         // go.mod or go.work, "" if there is neither
	lines  map[string]int // of gomod, by module
}

func newLocator(r *finding.Report, dir string) *locator {
	l := &locator{sources: *newSources(r.Root), dir: dir, lines: make(map[string]int)}
	if dir == "" {
		l.dir = r.Root
	}
	if rel, ok := relative(l.dir, r.Root); ok && rel != "." {
		l.prefix = rel + "/"
	}
	for _, name := range []string{"go.mod", "go.work"} {
		if l.file(name) != nil {
			l.gomod = name
			break
		}
	}
	if l.gomod == "go.mod" {
		if mod, err := modfile.ParseLax("go.mod", l.file("go.mod").text, nil); err == nil {
			for _, req := range mod.Require {
				l.lines[req.Mod.Path] = req.Syntax.Start.Line
			}
		}
	}
	return l
}

// relative returns the slash-separated name of file as seen from dir, if it is
// dir or below.
func relative(dir, file string) (string, bool) {
	if dir == "" || file == "" {
		return "", false
	}
	rel, err := filepath.Rel(dir, file)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// name returns the name of a file of the repository, from its root.
func (l *locator) name(file string) (string, bool) {
	native := filepath.FromSlash(file)
	switch {
	case file == "", strings.HasPrefix(file, "$GOROOT/"), finding.Position{File: file}.InDependency() && l.file(file) == nil:
		return "", false
	case filepath.IsAbs(native):
		return relative(l.dir, native)
	case !filepath.IsLocal(native):
		return relative(l.dir, filepath.Join(l.dir, filepath.FromSlash(l.prefix), native))
	}
	return l.prefix + file, true
}

// home returns where a finding is shown, with a name from the root of the
// repository. What is in no file of it, but in a dependency or the standard
// library, is shown where go.mod requires that: its own place is then to be
// told in words. It returns no file if there is no go.mod either.
func (l *locator) home(p finding.Position) (at finding.Position, own bool) {
	if name, ok := l.name(p.File); ok {
		p.File = name
		return p, true
	}
	if l.gomod == "" {
		return finding.Position{}, false
	}
	module, _, _ := strings.Cut(p.File, "@v")
	return finding.Position{File: l.prefix + l.gomod, Line: max(1, l.lines[module])}, false
}

// told returns what a finding says, with its place unless it is shown there,
// and the remedy.
func told(r *finding.Report, f finding.Finding, own bool) string {
	message := statement(r, f)
	if where := cmp.Or(positionText(f.Position), escape(f.Package)); !own && where != "" {
		message = where + ": " + message
	}
	if f.Remedy != "" {
		message += "\nremedy: " + oneLine(f.Remedy)
	}
	return message
}

// lineNumbers matches the places that messages name.
var lineNumbers = regexp.MustCompile(`\.\w+:\d+(:\d+)?`)

// fingerprints returns a fingerprint of each finding: a digest of what it is
// about, package, file, message less line numbers, and the text of its line.
// So it stays when lines move. Findings that are alike in all of that are
// counted, in their order.
func (l *locator) fingerprints(list []finding.Finding) []string {
	seen := make(map[string]int)
	var prints []string
	for _, f := range list {
		h := sha256.New()
		for _, s := range []string{ruleID(f), f.Package, f.File, lineNumbers.ReplaceAllString(f.Message, ""), l.code(f.Position)} {
			fmt.Fprintf(h, "%d:%s", len(s), s)
		}
		print := hex.EncodeToString(h.Sum(nil)[:16])
		seen[print]++
		if n := seen[print]; n > 1 {
			print = fmt.Sprintf("%s:%d", print, n)
		}
		prints = append(prints, print)
	}
	return prints
}
