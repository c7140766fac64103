// Package doc extracts the documentation of analyzers from their doc.go files.
package doc

import (
	"go/doc/comment"
	"go/parser"
	"go/token"
	"strings"
)

// Of returns the text below the heading "# Analyzer NAME" in the package
// comment of src, from the line "NAME: summary" on, or "" if there is none: a
// test of the suite refuses that. It is what golang.org/x/tools keeps in an
// internal package.
func Of(src, name string) string {
	f, err := parser.ParseFile(token.NewFileSet(), "", src, parser.ParseComments|parser.PackageClauseOnly)
	if err != nil || f.Doc == nil {
		return ""
	}
	for _, section := range strings.Split(f.Doc.Text(), "\n# ") {
		body, ok := strings.CutPrefix(section, "Analyzer "+name+"\n")
		if !ok {
			continue
		}
		body = strings.TrimSpace(body)
		summary, ok := strings.CutPrefix(body, name+": ")
		if !ok {
			return ""
		}
		return summary
	}
	return ""
}

// Markdown returns text, in the syntax of Go doc comments, in Markdown.
func Markdown(text string) string {
	p := &comment.Printer{DocLinkBaseURL: "https://pkg.go.dev"}
	return string(p.Markdown(new(comment.Parser).Parse(text)))
}

// URL returns the address of the documentation of an analyzer.
func URL(name string) string {
	return "https://pkg.go.dev/github.com/xplatvet/xplatvet/analyzers/" + name
}

// Page returns the address of the page of docs/analyzers on name, for those of
// which there is no package.
func Page(name string) string {
	return "https://github.com/xplatvet/xplatvet/blob/main/docs/analyzers/" + name + ".md"
}
