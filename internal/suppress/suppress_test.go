package suppress

import (
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func parse(t testing.TB, src string) (*token.FileSet, []*Directive) {
	t.Helper()
	fset := token.NewFileSet()
	f, err := parser.ParseFile(fset, "p.go", src, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	return fset, Parse(fset, f, []byte(src))
}

// TestSilences has lines that hold the word silent, on which the analyzer a is
// silenced, and lines that hold the word loud, on which it is not.
func TestSilences(t *testing.T) {
	for name, src := range map[string]string{
		"above": `package p

//lint:ignore xplatvet/a known
var silent = 1
var loud = 1`,
		"behind": `package p

var loud1 = 1
var silent = 1 //lint:ignore xplatvet/a known
var loud2 = 1`,
		"statement of several lines": `package p

func f() {
	//lint:ignore xplatvet/a known
	silent(
		loud,
	)
	g(
		loud,
		//lint:ignore xplatvet/a known
		silent,
	)
}`,
		"documentation": `package p

// F is loud.
//
//lint:ignore xplatvet/a known
func F(silent int) {
	loud()
}`,
		"preamble of cgo": `package p

// #cgo LDFLAGS: -loud
import "fmt"

// #cgo LDFLAGS: -lsilent
import "C" //lint:ignore xplatvet/a known: silent

// #cgo LDFLAGS: -loud
import "C" //lint:ignore xplatvet/b known

import "loud"`,
		"constraint": `//lint:ignore xplatvet/a known
//go:build silent

package p`,
		"file": `//lint:file-ignore xplatvet/a known

package silent

func silent1() { silent() }`,
		"names": `package p

var silent1 = 1 //lint:ignore xplatvet/b,xplatvet/a known
var silent2 = 1 //lint:ignore SA1000,xplatvet known
var silent3 = 1 //lint:ignore xplatvet/* known
var silent4 = 1 //lint:ignore * known
var silent5 = 1 //lint:ignore XplatVet/A known
var loud1 = 1 //lint:ignore xplatvet/b known
var loud2 = 1 //lint:ignore a known
var loud3 = 1 //lint:ignore xplatvet/a
var loud4 = 1 //lint:ignore xplatvet/[ known
var loud5 = 1 // lint:ignore xplatvet/a known
var loud6 = 1 //lint:ignored xplatvet/a known
var loud7 = 1 //lint:ignore xplatvet/aa known`,
		"nolint": `package p

var silent1 = 1 //nolint:xplatvet
var silent2 = 1 //nolint:xplatvet // known
var silent3 = 1 // nolint:gosec, XPLATVET
var silent4 = 1 //nolint
var silent5 = 1 //nolint:all
var silent6 = 1 //nolint // known
var loud1 = 1 //nolint:gosec // xplatvet
var loud2 = 1 //nolint:xplatvet/a
var loud3 = 1 //nolintlint:xplatvet
var loud4 = 1 /* nolint:xplatvet */`,
		"nolint above": `package p

//nolint:xplatvet // known
func f() {
	silent()
}

// F is silent too.
//nolint:xplatvet
func F() {
	silent()
}
	//nolint:xplatvet
func g() {
	loud()
}

//nolint:xplatvet

func h() {
	loud()
}`,
		"nolint in a body": `package p

func f() {
	loud()
	//nolint:xplatvet
	if silent() {
		silent()
	}
	loud()
}`,
		"nolint of a file": `//nolint:xplatvet
package silent

func silent1() { silent() }`,
	} {
		t.Run(name, func(t *testing.T) {
			_, list := parse(t, src)
			line := 0
			for text := range strings.Lines(src) {
				line++
				got := slices.ContainsFunc(list, func(d *Directive) bool { return d.Silences("a", line) != nil })
				if strings.Contains(text, "silent") && !got || strings.Contains(text, "loud") && got {
					t.Errorf("line %d is silenced: %t: %s", line, got, text)
				}
			}
		})
	}
}

func TestComplaints(t *testing.T) {
	src := `package p

var a = 1 //lint:ignore xplatvet/used,xplatvet/idle known
var b = 1 //lint:ignore xplatvet/idle,xplatvet known
var c = 1 //lint:ignore xplatvet/absent known
var d = 1 //lint:ignore xplatvet/idlee,SA1000 known
var e = 1 //lint:ignore xplatvet/typecheck known
var f = 1 //lint:ignore xplatvet/idle
var g = 1 //lint:ignore xplatvet/i* known
var h = 1 //nolint
var i = 1 //nolint:xplatvet
var j = 1 //lint:ignore * known
var k = 1 //lint:ignore xplatvet/nothing known

//lint:ignore xplatvet/idle known

var l = 1
`
	file := filepath.Join(t.TempDir(), "p.go")
	if err := os.WriteFile(file, []byte(src), 0o666); err != nil {
		t.Fatal(err)
	}
	judge := func(ran ...string) (messages []string, fixed string) {
		fset := token.NewFileSet()
		f, err := parser.ParseFile(fset, file, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		var ledger Ledger
		ledger.Add(fset, f)
		ledger.Add(fset, f)
		ledger.Use([]Use{{file, 3, 11, "xplatvet/used"}})
		list := ledger.Complaints(Analyzers{Known: []string{"absent", "idle", "used"}, Ran: ran, Facts: []string{"typecheck"}})
		fixed = src
		for _, c := range slices.Backward(list) {
			messages = append(messages, strings.TrimPrefix(fset.Position(c.Comment.Pos()).String(), file+":")+" "+c.Message)
			for _, fix := range c.Diagnostic().SuggestedFixes {
				e := fix.TextEdits[0]
				fixed = fixed[:fset.Position(e.Pos).Offset] + fixed[fset.Position(e.End).Offset:]
			}
		}
		slices.Reverse(messages)
		return messages, fixed
	}
	always := []string{
		`6:11 //lint:ignore names an unknown analyzer "xplatvet/idlee": did you mean "xplatvet/idle"?`,
		`7:11 a comment does not silence typecheck; see xplatvet explain typecheck`,
		`8:11 //lint:ignore without a reason has no effect; say why after the names`,
		`13:11 //lint:ignore names an unknown analyzer "xplatvet/nothing"; xplatvet help lists them`,
	}
	for _, test := range []struct{ ran, want []string }{
		{nil, nil},
		{[]string{"used"}, nil},
		{[]string{"used", "idle"}, []string{
			`3:11 //lint:ignore xplatvet/idle suppresses nothing; delete it`,
			`4:11 //lint:ignore xplatvet/idle suppresses nothing; delete it`,
			`9:11 //lint:ignore xplatvet/i* suppresses nothing; delete it`,
			`15:1 //lint:ignore xplatvet/idle suppresses nothing; delete it`,
		}},
		{[]string{"used", "idle", "absent"}, []string{
			`3:11 //lint:ignore xplatvet/idle suppresses nothing; delete it`,
			`4:11 //lint:ignore xplatvet/idle,xplatvet suppresses nothing; delete it`,
			`5:11 //lint:ignore xplatvet/absent suppresses nothing; delete it`,
			`9:11 //lint:ignore xplatvet/i* suppresses nothing; delete it`,
			`11:11 //nolint:xplatvet suppresses nothing; delete it`,
			`15:1 //lint:ignore xplatvet/idle suppresses nothing; delete it`,
		}},
	} {
		got, _ := judge(test.ran...)
		want := slices.Sorted(slices.Values(slices.Concat(always, test.want)))
		slices.Sort(got)
		if !slices.Equal(got, want) {
			t.Errorf("ran %q:\n%s\nwant\n%s", test.ran, strings.Join(got, "\n"), strings.Join(want, "\n"))
		}
	}

	// The fixes leave what is of use.
	want := src
	for _, gone := range []string{
		" //lint:ignore xplatvet/idle,xplatvet known",
		" //lint:ignore xplatvet/absent known",
		" //lint:ignore xplatvet/i* known",
		" //nolint:xplatvet",
		"//lint:ignore xplatvet/idle known\n\n",
	} {
		want = strings.Replace(want, gone, "", 1)
	}
	if _, got := judge("used", "idle", "absent"); got != want {
		t.Errorf("the fixes make\n%s\nwant\n%s", got, want)
	}
}

func FuzzParse(f *testing.F) {
	f.Add("package p\n\n//lint:ignore xplatvet/a b\nvar x = 1 //nolint:xplatvet,b // c\n")
	f.Add("//nolint\n//lint:file-ignore *\npackage p")
	f.Add("/* */ package p //lint:ignore xplatvet/[a-] b")
	f.Fuzz(func(t *testing.T, src string) {
		fset := token.NewFileSet()
		file, _ := parser.ParseFile(fset, "p.go", src, parser.ParseComments|parser.SkipObjectResolution)
		if file == nil {
			return
		}
		list := Parse(fset, file, []byte(src))
		if len(list) > 0 && !Mentioned([]byte(src)) {
			t.Error("directives in a file that does not mention any")
		}
		for _, d := range list {
			for line := range strings.Count(src, "\n") + 2 {
				if uses := d.Silences("a", line); len(uses) > 0 && d.Mistake != "" {
					t.Errorf("%+v silences line %d", d, line)
				}
			}
		}
	})
}
