package scope

import (
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/finding"
)

// loud reports every call, whatever the port.
var loud = &analysis.Analyzer{
	Name:             "loud",
	Doc:              "report calls",
	Requires:         []*analysis.Analyzer{Analyzer},
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		sc := pass.ResultOf[Analyzer].(*Scope)
		for _, f := range pass.Files {
			for n := range ast.Preorder(f) {
				if n, ok := n.(*ast.CallExpr); ok {
					sc.Report(pass, analysis.Diagnostic{Pos: n.Pos(), End: n.End(), Message: n.Fun.(*ast.Ident).Name},
						Claim{Severity: finding.Warning, Ports: sc.Targets})
				}
			}
		}
		return nil, nil
	},
}

// TestReport reports in a file that is not where line directives say, and in
// one to which they lead.
func TestReport(t *testing.T) {
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		file := filepath.Join(dir, name)
		if err := os.WriteFile(file, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return file
	}
	write("go.mod", "module m\n")
	write("original.go", "package m\n\nvar x = processed() //lint:ignore xplatvet/loud known\n")
	file := write("m.go", `package m

var (
	a = reported()
	b = ignored()   //lint:ignore xplatvet/loud known
	c = other()     //lint:ignore xplatvet/quiet known
	d = linter()    //nolint:xplatvet
	e = everything() //nolint
)

//line original.go:3
var x = processed()

//line grammar.y:7
var y = generated() //lint:ignore xplatvet/* known
`)
	run := func() (messages []string, used int) {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		u := &driver.Unit{Fset: fset, Files: []*ast.File{f}, Pkg: types.NewPackage("m", "m"), Info: driver.NewInfo()}
		for _, res := range driver.Run(u, []*analysis.Analyzer{loud}, new(driver.Facts)) {
			if res.Err != nil {
				t.Fatal(res.Err)
			}
			sc := res.Inputs[Analyzer].(*Scope)
			for _, d := range res.Diagnostics {
				messages = append(messages, d.Message)
				if _, ok := sc.ClaimOf("loud", d); !ok {
					t.Errorf("%s: no claim", d.Message)
				}
			}
			used = len(sc.Used())
		}
		return messages, used
	}
	if got, used := run(); !slices.Equal(got, []string{"reported", "other"}) || used != 5 {
		t.Errorf("reported %s, %d comments used; want reported other, 5", strings.Join(got, " "), used)
	}

	// A driver that applies //nolint itself needs to see what there is.
	LeaveNolint()
	t.Cleanup(func() { leaveNolint = false })
	if got, used := run(); !slices.Equal(got, []string{"reported", "other", "linter", "everything"}) || used != 3 {
		t.Errorf("reported %s, %d comments used; want reported other linter everything, 3", strings.Join(got, " "), used)
	}
}
