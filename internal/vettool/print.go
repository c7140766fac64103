package vettool

import (
	"encoding/json"
	"fmt"
	"go/token"
	"io"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/driver"
)

// The form of -json is that of unitchecker, which the go command reads:
// package ID → analyzer → list of jsonDiagnostic or a jsonError.
type (
	jsonDiagnostic struct {
		Category       string        `json:"category,omitempty"`
		Posn           string        `json:"posn"`
		End            string        `json:"end"`
		Message        string        `json:"message"`
		SuggestedFixes []jsonFix     `json:"suggested_fixes,omitempty"`
		Related        []jsonRelated `json:"related,omitempty"`
	}
	jsonFix struct {
		Message string     `json:"message"`
		Edits   []jsonEdit `json:"edits"`
	}
	jsonEdit struct {
		Filename string `json:"filename"`
		Start    int    `json:"start"`
		End      int    `json:"end"`
		New      string `json:"new"`
	}
	jsonRelated struct {
		Posn    string `json:"posn"`
		End     string `json:"end"`
		Message string `json:"message"`
	}
	jsonError struct {
		Err string `json:"error"`
	}
)

func printJSON(w io.Writer, fset *token.FileSet, id string, results []driver.Result) error {
	tree := make(map[string]map[string]any)
	set := func(name string, v any) {
		if tree[id] == nil {
			tree[id] = make(map[string]any)
		}
		tree[id][name] = v
	}
	posn := func(pos, or token.Pos) string {
		if !pos.IsValid() {
			pos = or
		}
		return fset.Position(pos).String()
	}
	for _, res := range results {
		if res.Err != nil {
			set(res.Analyzer.Name, jsonError{res.Err.Error()})
			continue
		}
		var list []jsonDiagnostic
		for _, d := range res.Diagnostics {
			j := jsonDiagnostic{Category: d.Category, Posn: posn(d.Pos, d.Pos), End: posn(d.End, d.Pos), Message: d.Message}
			for _, fix := range d.SuggestedFixes {
				jf := jsonFix{Message: fix.Message}
				for _, e := range fix.TextEdits {
					f := fset.File(e.Pos)
					jf.Edits = append(jf.Edits, jsonEdit{f.Name(), f.Offset(e.Pos), f.Offset(endOf(e)), string(e.NewText)})
				}
				j.SuggestedFixes = append(j.SuggestedFixes, jf)
			}
			for _, r := range d.Related {
				j.Related = append(j.Related, jsonRelated{posn(r.Pos, r.Pos), posn(r.End, r.Pos), r.Message})
			}
			list = append(list, j)
		}
		if len(list) > 0 {
			set(res.Analyzer.Name, list)
		}
	}
	data, err := json.MarshalIndent(tree, "", "\t")
	if err != nil {
		return err
	}
	_, err = w.Write(append(data, '\n'))
	return err
}

func endOf(e analysis.TextEdit) token.Pos {
	if e.End.IsValid() {
		return e.End
	}
	return e.Pos
}

// printText prints diagnostics for whoever runs the tool on a .cfg file by
// hand; the go command asks for JSON.
func (t *tool) printText(fset *token.FileSet, results []driver.Result) (code int) {
	for _, res := range results {
		if res.Err != nil {
			fmt.Fprintf(t.stderr, "xplatvet: %v\n", res.Err)
			code = 1
		}
		for _, d := range res.Diagnostics {
			fmt.Fprintf(t.stderr, "%s: %s\n", fset.Position(d.Pos), d.Message)
			code = 1
		}
	}
	return code
}
