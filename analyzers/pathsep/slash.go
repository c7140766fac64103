package pathsep

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"maps"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/passes/calls"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// searching are the functions of package strings that look in their first
// argument for the second.
var searching = map[string]bool{
	"Contains": true, "ContainsRune": true, "Count": true, "Cut": true, "CutPrefix": true, "CutSuffix": true,
	"HasPrefix": true, "HasSuffix": true, "Index": true, "IndexByte": true, "IndexRune": true,
	"LastIndex": true, "LastIndexByte": true, "Replace": true, "ReplaceAll": true,
	"Split": true, "SplitAfter": true, "SplitAfterN": true, "SplitAfterSeq": true, "SplitN": true, "SplitSeq": true,
	"TrimPrefix": true, "TrimSuffix": true,
}

// checkStrings reports searches for slashes in paths of the system, and lists
// of directories that are split at colons.
func (c *checker) checkStrings() {
	for _, call := range c.calls.Of("strings") {
		if !searching[call.Name] || len(call.Expr.Args) < 2 || c.skips(call.File) {
			continue
		}
		c.checkListSplit(call)
		subject, sought := call.Expr.Args[0], call.Expr.Args[1]
		text, whole := c.slashIn(call.File, sought)
		if text == "" || isAlike(call.Name, text) {
			continue
		}
		from := c.native(call.File, subject)
		if from == "" || from == "filepath.Rel" && text == "/" && strings.HasSuffix(call.Name, "Prefix") || c.asksBoth(call.Cursor.Parent().Node()) {
			continue
		}
		ports := c.ports(call.File, call.Expr, windows)
		if ports.Empty() {
			continue
		}
		// What else is in the text may have other separators too.
		var fixes []analysis.SuggestedFix
		remedy := "apply filepath.ToSlash to both"
		if whole {
			fixes, remedy = c.toSlash(call.File, subject), "apply filepath.ToSlash first"
		}
		c.report(call.Expr, fmt.Sprintf(`strings.%s for %q: the path from %s is separated by \ on %s; %s`,
			call.Name, text, from, c.text(call.File, ports), remedy), ports, fixes...)
	}
}

// isAlike reports whether a search of a clean path for text says the same on
// every port: only the root ends in a slash, and what begins with a directory
// of Unix is not on windows.
func isAlike(name, text string) bool {
	switch {
	case strings.HasSuffix(name, "Suffix"):
		return text == "/"
	case strings.HasSuffix(name, "Prefix"):
		return len(text) > 1 && text[0] == '/'
	}
	return false
}

// asksBoth reports whether n, what is around a search, speaks of backslashes or
// separators as well: then someone has thought of them.
func (c *checker) asksBoth(n ast.Node) bool {
	switch n.(type) {
	case *ast.BinaryExpr, *ast.CallExpr, *ast.ParenExpr:
	default:
		return false
	}
	found := false
	ast.Inspect(n, func(n ast.Node) bool {
		switch n := n.(type) {
		case *ast.BasicLit:
			found = found || strings.Contains(n.Value, `\\`) || strings.HasPrefix(n.Value, "`") && strings.Contains(n.Value, `\`)
		case *ast.Ident:
			found = found || n.Name == "Separator" || n.Name == "PathSeparator"
		}
		return !found
	})
	return found
}

// checkPath reports functions of package path that see one element where a
// path of windows has many. Join, Clean and Ext do little harm.
func (c *checker) checkPath() {
	for _, call := range c.calls.Of("path") {
		i := 0
		switch call.Name {
		case "Match":
			i = 1
		case "Base", "Dir", "IsAbs", "Split":
		default:
			continue
		}
		if len(call.Expr.Args) <= i || c.skips(call.File) {
			continue
		}
		x := call.Expr.Args[i]
		from := c.native(call.File, x)
		if from == "" {
			continue
		}
		if ports := c.ports(call.File, call.Expr, windows); !ports.Empty() {
			c.report(call.Expr, fmt.Sprintf(`path.%s knows slashes only: the path from %s is separated by \ on %s; use filepath.%[1]s`,
				call.Name, from, c.text(call.File, ports)), ports, c.toSlash(call.File, x)...)
		}
	}
}

// checkFile looks at what is not a call.
func (c *checker) checkFile(f *sources.File) {
	for cur := range c.calls.Root(f).Preorder((*ast.BinaryExpr)(nil), (*ast.SwitchStmt)(nil), (*ast.CompositeLit)(nil), (*ast.AssignStmt)(nil), (*ast.CallExpr)(nil)) {
		switch n := cur.Node().(type) {
		case *ast.BinaryExpr:
			switch n.Op {
			case token.EQL, token.NEQ:
				c.checkComparison(f, n, n.X, n.Y)
				c.checkComparison(f, n, n.Y, n.X)
			case token.ADD:
				if b, ok := cur.Parent().Node().(*ast.BinaryExpr); !ok || b.Op != token.ADD {
					c.checkListGlue(f, n)
				}
			}
		case *ast.CallExpr:
			c.checkListFormat(f, n)
		case *ast.SwitchStmt:
			if n.Tag == nil || n.Body == nil {
				continue
			}
			for _, clause := range n.Body.List {
				if clause, ok := clause.(*ast.CaseClause); ok {
					for _, x := range clause.List {
						c.checkComparison(f, x, n.Tag, x)
					}
				}
			}
		case *ast.AssignStmt:
			if len(n.Lhs) == len(n.Rhs) {
				for i, x := range n.Lhs {
					if sel, ok := x.(*ast.SelectorExpr); ok {
						c.checkField(f, sel.Sel, n.Rhs[i])
					}
				}
			}
		case *ast.CompositeLit:
			for _, e := range n.Elts {
				if kv, ok := e.(*ast.KeyValueExpr); ok {
					if key, ok := kv.Key.(*ast.Ident); ok {
						c.checkField(f, key, kv.Value)
					}
				}
			}
		}
	}
}

// checkComparison reports n, in which a path of the system is compared with a
// relative one that is written with slashes. An absolute one is a question
// about one system.
func (c *checker) checkComparison(f *sources.File, n ast.Node, x, y ast.Expr) {
	text, whole := c.slashIn(f, y)
	if !whole || text == "" || text[0] == '/' {
		return
	}
	from := c.native(f, x)
	if from == "" {
		return
	}
	if ports := c.ports(f, n, windows); !ports.Empty() {
		var fixes []analysis.SuggestedFix
		if _, ok := n.(*ast.BinaryExpr); ok { // the tag of a switch has many cases
			fixes = c.toSlash(f, x)
		}
		c.report(n, fmt.Sprintf(`comparison with %q: the path from %s is separated by \ on %s; apply filepath.ToSlash first`,
			text, from, c.text(f, ports)), ports, fixes...)
	}
}

// sinks are the arguments that are names separated by slashes on every system,
// by package and function, with what they are; -1 stands for all from 1 on.
var sinks = map[string]map[string]int{
	"archive/zip":   {"Reader.Open": 0, "Writer.Create": 0},
	"embed":         {"FS.Open": 0, "FS.ReadDir": 0, "FS.ReadFile": 0},
	"html/template": {"ParseFS": -1, "Template.ParseFS": -1},
	"io/fs": {
		"FS.Open": 0, "ReadDir": 1, "ReadDirFS.ReadDir": 0, "ReadFile": 1, "ReadFileFS.ReadFile": 0, "Stat": 1,
		"StatFS.Stat": 0, "Sub": 1, "SubFS.Sub": 0, "ValidPath": 0, "WalkDir": 1,
	},
	"net/http": {
		"FileSystem.Open": 0, "Get": 0, "Handle": 0, "HandleFunc": 0, "Head": 0, "NewRequest": 1, "NewRequestWithContext": 2,
		"Post": 0, "PostForm": 0, "Redirect": 2, "ServeMux.Handle": 0, "ServeMux.HandleFunc": 0,
	},
	"net/url":       {"JoinPath": -1, "Parse": 0, "ParseRequestURI": 0, "URL.JoinPath": 0, "URL.Parse": 0},
	"text/template": {"ParseFS": -1, "Template.ParseFS": -1},
}

// checkSinks reports paths of the system that are given for names with slashes.
func (c *checker) checkSinks() {
	for _, pkg := range slices.Sorted(maps.Keys(sinks)) {
		names := sinks[pkg]
		for _, call := range c.calls.Of(pkg) {
			i, ok := names[call.Name]
			if !ok || c.skips(call.File) {
				continue
			}
			args := call.Expr.Args
			if i < 0 {
				args = args[min(1, len(args)):]
			} else {
				args = args[min(i, len(args)):min(i+1, len(args))]
			}
			for _, x := range args {
				c.checkSink(call.File, x, fmt.Sprintf("%s.%s", base(lastElement(pkg)), call.Name))
			}
		}
	}
}

func lastElement(path string) string { return path[strings.LastIndexByte(path, '/')+1:] }

// checkField reports a path of the system that is assigned to a field for names
// with slashes. It takes types.
func (c *checker) checkField(f *sources.File, id *ast.Ident, x ast.Expr) {
	if id.Name != "Name" && id.Name != "Path" {
		return
	}
	v, ok := c.pass.TypesInfo.Uses[id].(*types.Var)
	if !ok || !v.IsField() || v.Pkg() == nil {
		return
	}
	switch what := v.Pkg().Path() + "." + v.Name(); what {
	case "archive/tar.Name", "archive/zip.Name", "net/url.Path":
		c.checkSink(f, x, "field "+v.Name()+" of "+v.Pkg().Path())
	}
}

// checkSink reports x if it is, or holds, a path of the system.
func (c *checker) checkSink(f *sources.File, x ast.Expr, what string) {
	for _, p := range c.parts(f, x) {
		if p.known {
			continue
		}
		from := c.native(f, p.expr)
		if from == "" {
			continue
		}
		if ports := c.ports(f, x, windows); !ports.Empty() {
			c.report(x, fmt.Sprintf(`%s takes slashes: the path from %s is separated by \ on %s; apply filepath.ToSlash`,
				what, from, c.text(f, ports)), ports, c.sinkFix(f, x, p.expr)...)
		}
		return
	}
}

// sinkFix applies filepath.ToSlash to a path where it is given away.
func (c *checker) sinkFix(f *sources.File, x, path ast.Expr) []analysis.SuggestedFix {
	if path.Pos() < x.Pos() || x.End() < path.End() {
		path = x // made elsewhere
	}
	return c.toSlash(f, path)
}

// checkBackslashes reports backslashes in paths given to functions that open
// files, or join elements. Paths with drives are for the analyzer hardpath.
func (c *checker) checkBackslashes() {
	for _, pkg := range calls.PathPackages {
		for _, call := range c.calls.Of(pkg) {
			args := call.Paths()
			switch {
			case call.Path == "path/filepath" && call.Name == "Glob": // an escape
				continue
			case call.Path == "path/filepath" && call.Name == "Join":
				args = call.Expr.Args
			}
			if !c.skips(call.File) {
				for _, x := range args {
					c.checkBackslash(call, x)
				}
			}
		}
	}
}

func (c *checker) checkBackslash(call *calls.Call, x ast.Expr) {
	list := c.parts(call.File, x)
	if first := list[0]; first.known && (strings.HasPrefix(first.text, `\\`) || len(first.text) > 1 && first.text[1] == ':') {
		return // a drive, or UNC
	}
	for _, p := range list {
		if !p.known || !strings.Contains(p.text, `\`) {
			continue
		}
		ports := c.ports(call.File, p.expr, windows.Union(hosted).Complement())
		if ports.Empty() {
			return
		}
		var fixes []analysis.SuggestedFix
		if lit, ok := p.expr.(*ast.BasicLit); ok && call.File.Checked {
			text := fmt.Sprintf("%q", strings.ReplaceAll(p.text, `\`, "/"))
			fixes = []analysis.SuggestedFix{{
				Message:   "Use slashes",
				TextEdits: []analysis.TextEdit{{Pos: lit.Pos(), End: lit.End(), NewText: []byte(text)}},
			}}
		}
		c.report(x, fmt.Sprintf(`%s.%s of a path with %q: a backslash separates nothing on %s; a slash does on every port`,
			base(lastElement(call.Path)), call.Name, p.text, c.text(call.File, ports)), ports, fixes...)
		return
	}
}
