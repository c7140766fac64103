package render_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/render"
	"github.com/xplatvet/xplatvet/platform"
)

var update = flag.Bool("update", false, "write the golden files")

func ports(spec string) platform.Set {
	s, err := platform.Parse(spec)
	if err != nil {
		panic(err)
	}
	return s
}

func at(file string, line, column int) finding.Position {
	p := finding.Position{File: file, Line: line, Column: column}
	if column > 0 {
		p.EndLine, p.EndColumn = line, column+4
	}
	return p
}

// reports are the cases of the golden files.
var reports = map[string]finding.Report{
	"clean": {
		Command: "check",
		Ports:   ports("first-class"),
		Verdicts: []finding.Verdict{
			{Package: "example.com/app", Ports: ports("first-class"), Status: finding.OK},
			{Package: "example.com/app/win", Ports: ports("windows/386,windows/amd64"), Status: finding.OK},
			{Package: "example.com/app/win", Ports: ports("first-class,!windows"), Status: finding.Excluded},
			{Package: "example.com/app/never", Ports: ports("first-class"), Status: finding.Excluded},
		},
	},
	"dependency": {
		Command: "check",
		Ports:   ports("first-class"),
		Findings: []finding.Finding{
			{Analyzer: finding.Typecheck, Severity: finding.Error, Package: "example.org/dep", Position: at("example.org/dep@v1.0.0/a.go", 1, 2), Message: "undefined: a", Ports: ports("windows/amd64")},
			{Analyzer: finding.Typecheck, Severity: finding.Error, Package: "example.org/dep", Position: at("example.org/dep@v1.0.0/a.go", 2, 2), Message: "undefined: b", Ports: ports("windows/amd64")},
			{Analyzer: finding.Typecheck, Severity: finding.Error, Package: "example.org/dep", Position: at("example.org/dep@v1.0.0/b.go", 1, 2), Message: "undefined: c", Ports: ports("linux/386")},
			{Analyzer: finding.Typecheck, Severity: finding.Error, Package: "example.org/dep/x", Position: at("example.org/dep@v1.0.0/x/a.go", 1, 2), Message: "undefined: x", Ports: ports("windows/amd64")},
			{Analyzer: finding.Typecheck, Severity: finding.Error, Package: "example.org/dep/x", Position: at("example.org/dep@v1.0.0/x/a.go", 2, 2), Message: "undefined: y", Ports: ports("windows/amd64")},
		},
	},
	"idle": {
		Command: "build",
		Ports:   ports("linux/amd64,windows"),
		Verdicts: []finding.Verdict{
			{Package: "example.com/app", Ports: ports("linux/amd64"), Status: finding.OK},
			{Package: "example.com/app", Ports: ports("windows"), Status: finding.Excluded},
		},
		Notes: []finding.Note{
			{Message: "not built with cgo: \x1b[31m install gcc", Ports: ports("linux/arm64:cgo")},
			{Message: "said of all", Ports: ports("linux/amd64,windows")},
		},
	},
	"baseline": {
		Command: "check",
		Ports:   ports("windows"),
		Verdicts: []finding.Verdict{
			{Package: "example.com/app", Ports: ports("windows"), Status: finding.OK},
		},
		PutOff: 2,
		Gone: []finding.Finding{
			{Analyzer: "hardpath", Package: "example.com/app", Position: at("main.go", 0, 0), Message: "/tmp \x1b[31m", Ports: ports("windows")},
			{Analyzer: finding.Typecheck, Package: "example.com/app/win", Message: "no Go files", Ports: ports("windows")},
		},
	},
	"nothing": {Command: "audit"},
	"notargets": {
		Command: "audit",
		Findings: []finding.Finding{
			{Analyzer: finding.Compile, Severity: finding.Error, Position: at("a.exe", 0, 0), Message: "no import table", Ports: ports("windows/{386,amd64}")},
			{Analyzer: finding.Compile, Severity: finding.Error, Position: at("b", 0, 0), Message: "not a binary"},
		},
		Problems: []finding.Problem{{Position: at("c", 0, 0), Message: "cannot be read", Ports: ports("windows/amd64")}},
	},
	"one": {
		Command: "check",
		Ports:   ports("windows/amd64"),
		Findings: []finding.Finding{{
			Analyzer: finding.Typecheck, Severity: finding.Error, Package: "example.com/app",
			Position: at("main.go", 12, 2), Message: "undefined: syscall.Kill", Ports: ports("windows/amd64"),
		}},
		Verdicts: []finding.Verdict{
			{Package: "example.com/app", Ports: ports("windows/amd64"), Status: finding.Fail, Errors: []string{"main.go:12:2: undefined: syscall.Kill"}},
		},
	},
	"findings": {
		Command: "check",
		Ports:   ports("linux,darwin,plan9,windows"),
		Findings: []finding.Finding{
			{
				Analyzer: finding.Typecheck, Severity: finding.Error, Package: "example.com/app",
				Position: at("main.go", 12, 2), Message: "undefined: syscall.Kill", Ports: ports("windows"),
			},
			{
				Analyzer: finding.Typecheck, Severity: finding.Error, Package: "example.com/app",
				Position: at("main.go", 12, 2), Message: "undefined: syscall.Kill", Ports: ports("plan9"),
			},
			{
				Analyzer: "platformapi", Severity: finding.Error, Package: "example.com/app/db",
				Position: at("db/dup.go", 7, 9),
				Message:  "syscall.Dup2 is not available on linux/{arm64,loong64,riscv64}, plan9 and windows; use syscall.Dup3",
				Ports:    ports("linux/{arm64,loong64,riscv64},plan9,windows"),
				Related: []finding.Related{
					{Position: at("db/dup_other.go", 3, 1), Message: "no constraint\nhere"},
					{Message: "the go command of this release says so"},
				},
				Fixes: []finding.Fix{
					{Message: "constrain this file", Edits: []finding.Edit{{File: "db/dup.go", Start: 0, End: 0, NewText: "//go:build <unix> & \"x\"\n\n"}}},
					{Message: "use syscall.Dup3", Edits: []finding.Edit{{File: "db/dup.go", Start: 70, End: 74, NewText: "Dup3"}, {File: "db/dup.go", Start: 90, End: 90, NewText: ", 0"}}},
				},
			},
			{
				Analyzer: "hardpath", Severity: finding.Warning, Package: "example.com/app",
				Position: at("main.go", 3, 0), Message: "the directory /tmp does not exist on windows", Ports: ports("windows"),
			},
			{
				Analyzer: finding.Compile, Severity: finding.Error, Package: "example.com/app/cgo",
				Message: "build constraints exclude all Go files", Ports: ports("linux:nocgo"),
			},
			{
				Analyzer: finding.Typecheck, Severity: finding.Error, Package: "example.com/app",
				Position: at("main.go", 30, 5),
				Message:  "cannot use f as io.Writer value in argument: *File does not implement io.Writer (wrong type for method Write)\n\t\thave Write(string)\r\n\t\twant Write([]byte) (int, error)\n",
				Ports:    ports("all"),
			},
			{
				Analyzer: "buildconstraint", Severity: finding.Warning,
				Position: at("README", 0, 0), Message: "a finding about a whole file", Ports: ports("all"),
			},
		},
		Verdicts: []finding.Verdict{
			{Package: "example.com/app", Ports: ports("plan9,windows"), Status: finding.Fail, Errors: []string{"main.go:12:2: undefined: syscall.Kill"}},
			{Package: "example.com/app", Ports: ports("linux,darwin"), Status: finding.OK},
			{Package: "example.com/app/db", Ports: ports("linux,darwin,plan9,windows"), Status: finding.OK},
		},
	},
	"build": {
		Command: "build",
		Ports:   ports("linux,darwin,plan9,windows"),
		Findings: []finding.Finding{
			{
				Analyzer: finding.Compile, Severity: finding.Error, Package: "example.com/app/db",
				Position: at("db/db.go", 9, 1), Message: "undefined: flock", Ports: ports("windows"),
			},
			{
				Analyzer: finding.Compile, Severity: finding.Error, Package: "example.com/app/db",
				Position: at("db/db.go", 10, 1), Message: "undefined: funlock", Ports: ports("plan9"),
			},
		},
		Verdicts: []finding.Verdict{
			{Package: "example.com/app", Ports: ports("windows,plan9"), Status: finding.Blocked, Errors: []string{"example.com/app/db", "example.com/lib"}},
			{Package: "example.com/app", Ports: ports("linux,darwin"), Status: finding.OK},
			{Package: "example.com/app/db", Ports: ports("windows"), Status: finding.Fail, Errors: []string{"db/db.go:9:1: undefined: flock"}},
			{Package: "example.com/app/db", Ports: ports("plan9"), Status: finding.Fail, Errors: []string{"db/db.go:10:1: undefined: funlock\n\tand more"}},
			{Package: "example.com/app/db", Ports: ports("linux,darwin"), Status: finding.OK},
			{Package: "example.com/app/cgo", Ports: ports("linux:nocgo"), Status: finding.Excluded},
			{Package: "example.com/app/cgo", Ports: ports("linux:cgo"), Status: finding.OK},
			{Package: "example.com/app/mac", Ports: ports("darwin"), Status: finding.Skipped},
			{Package: "example.com/app/text", Ports: ports("linux,darwin,plan9,windows"), Status: finding.OK},
		},
		Problems: []finding.Problem{
			{Message: "no C compiler for darwin/arm64; set CC, or build with -cgo=off", Ports: ports("darwin/arm64")},
			{Position: at(".goreleaser.yaml", 4, 7), Message: "the matrix names no port; use -platforms", Ports: ports("linux,darwin,plan9,windows")},
			{Position: at("go.mod", 3, 0), Message: "download example.com/lib: no network\nset GOPROXY"},
		},
	},
	"buildok": {
		Command: "build",
		Ports:   ports("linux/amd64"),
		Verdicts: []finding.Verdict{
			{Package: "example.com/app", Ports: ports("linux/amd64"), Status: finding.OK},
		},
	},
	"hostile": {
		Command: "check",
		Ports:   ports("linux/amd64,plan9/386"),
		Findings: []finding.Finding{{
			Analyzer: finding.Typecheck, Severity: finding.Error, Package: "example.com/\x1b]0;title\a",
			Position: at("a\nb\u202e.go", 1, 1),
			Message:  "\x1b[31mred\x00\u009b2J \u2066x\u2069 \u200f tab\there \xff\xfe del\x7f line\u2028sep <b>&amp;</b>\n  \x1b[2Jmore\r\n",
			Ports:    ports("plan9/386"),
			Related:  []finding.Related{{Position: at("\x1b.go", 1, 1), Message: "\r\n\x08related\rover"}},
			Fixes:    []finding.Fix{{Message: "\v\u202afix", Edits: []finding.Edit{{File: "\x1b", NewText: "\u202d"}}}},
		}},
		Verdicts: []finding.Verdict{
			{Package: "example.com/\x1b]0;title\a", Ports: ports("plan9/386"), Status: finding.Fail, Errors: []string{"\x1b[H"}},
			{Package: "b\u202e", Ports: ports("plan9/386"), Status: finding.Blocked, Errors: []string{"\x1b[H\n\x1b[K"}},
		},
		Problems: []finding.Problem{{Position: at("\u2067", 1, 1), Message: "\x9b\x1bc\nx"}},
	},
}

// options are those of the outputs.
var options = render.Options{
	Version: "v1.2.3",
	Rules: []render.Rule{
		{Name: "compile", Summary: "report errors of the go command on some port", Doc: "Text.\n\n\tcode\n\nMore *text*."},
		{Name: "hardpath", Summary: "report paths that only some systems have", Doc: "Text.", URL: "https://example.com/hardpath"},
	},
}

// outputs are the ways to write a report.
var outputs = map[string]func(io.Writer, *finding.Report) error{
	"text":        with(render.Text, options),
	"verbose":     with(render.Text, render.Options{Verbose: true}),
	"color":       with(render.Text, render.Options{Color: true}),
	"problems":    render.Problems,
	"json":        jsonOf,
	"sarif":       with(render.SARIF, options),
	"github":      with(render.GitHub, options),
	"markdown":    with(render.Markdown, options),
	"junit":       with(render.JUnit, options),
	"codequality": with(render.CodeQuality, options),
}

func with(write func(io.Writer, *finding.Report, render.Options) error, opt render.Options) func(io.Writer, *finding.Report) error {
	return func(w io.Writer, r *finding.Report) error { return write(w, r, opt) }
}

func jsonOf(w io.Writer, r *finding.Report) error { return render.JSON(w, r, render.Options{}) }

func output(t testing.TB, write func(io.Writer, *finding.Report) error, r finding.Report) string {
	t.Helper()
	var b bytes.Buffer
	if err := write(&b, &r); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

// Each golden file holds every output of one report.
func TestGolden(t *testing.T) {
	for name, r := range reports {
		t.Run(name, func(t *testing.T) {
			file := filepath.Join("testdata", name+".txtar")
			if *update {
				var golden txtar.Archive
				for _, kind := range slices.Sorted(maps.Keys(outputs)) {
					golden.Files = append(golden.Files, txtar.File{Name: kind, Data: []byte(output(t, outputs[kind], r))})
				}
				if err := os.WriteFile(file, txtar.Format(&golden), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			golden, err := txtar.ParseFile(file)
			if err != nil {
				t.Fatal(err)
			}
			want := make(map[string]string)
			for _, f := range golden.Files {
				want[f.Name] = string(f.Data)
			}
			if len(want) != len(outputs) {
				t.Errorf("%s has %d outputs, want %d", file, len(want), len(outputs))
			}
			for kind, write := range outputs {
				if got := output(t, write, r); got != want[kind] {
					t.Errorf("%s differs from %s (go test -update writes it):\n%s", kind, file, got)
				}
			}
		})
	}
}

// Equal reports are written alike, whatever the order of their parts, and
// writing leaves them as they are.
func TestOrder(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for name, report := range reports {
		other := report
		other.Findings = append([]finding.Finding(nil), report.Findings...)
		other.Verdicts = append([]finding.Verdict(nil), report.Verdicts...)
		other.Problems = append([]finding.Problem(nil), report.Problems...)
		for range 20 {
			r.Shuffle(len(other.Findings), reflect.Swapper(other.Findings))
			r.Shuffle(len(other.Verdicts), reflect.Swapper(other.Verdicts))
			r.Shuffle(len(other.Problems), reflect.Swapper(other.Problems))
			before := fmt.Sprintf("%+v", other)
			for kind, write := range outputs {
				if output(t, write, other) != output(t, write, report) {
					t.Fatalf("%s %s depends on the order", name, kind)
				}
			}
			if fmt.Sprintf("%+v", other) != before {
				t.Fatalf("%s was changed", name)
			}
		}
	}
}

var errFull = errors.New("disk full")

// A limited writer fails after n bytes.
type limited struct{ n int }

func (w *limited) Write(p []byte) (int, error) {
	if len(p) > w.n {
		n := w.n
		w.n = 0
		return n, errFull
	}
	w.n -= len(p)
	return len(p), nil
}

func TestWriteErrors(t *testing.T) {
	for _, name := range []string{"nothing", "one", "hostile"} {
		r := reports[name]
		for kind, write := range outputs {
			size := len(output(t, write, r))
			for n := 0; n < size; n += 1 + size/1000 {
				if err := write(&limited{n}, &r); !errors.Is(err, errFull) || !strings.HasPrefix(err.Error(), "write report: ") {
					t.Fatalf("%s %s cut at %d: got %v", name, kind, n, err)
				}
			}
			if err := write(&limited{size}, &r); err != nil {
				t.Errorf("%s %s in full: %v", name, kind, err)
			}
		}
	}
}

// active finds what a terminal acts on, by ranges rather than by the tables of
// package unicode that the product uses.
var active = regexp.MustCompile(`[\x00-\x08\x0b-\x1f\x7f\x{80}-\x{9f}\x{61c}\x{200e}\x{200f}\x{2028}-\x{202e}\x{2066}-\x{2069}]`)

func TestHostile(t *testing.T) {
	sgr := regexp.MustCompile(`\x1b\[[0-9]*m`) // ours
	for name, r := range reports {
		for kind, write := range outputs {
			got := output(t, write, r)
			if kind == "color" {
				got = sgr.ReplaceAllString(got, "")
				if plain := output(t, outputs["text"], r); got != plain {
					t.Errorf("%s: colour changes the text:\n%s\n%s", name, got, plain)
				}
			}
			if at := active.FindStringIndex(got); at != nil {
				t.Errorf("%s %s: active character %+q", name, kind, got[at[0]:at[1]])
			}
			if strings.ToValidUTF8(got, "") != got {
				t.Errorf("%s %s is not UTF-8", name, kind)
			}
			for line := range strings.Lines(got) {
				if strings.Contains(strings.TrimLeft(line, "\t"), "\t") {
					t.Errorf("%s %s: a tab inside of a line: %q", name, kind, line)
				}
			}
		}
	}
	// Nothing that is quoted begins a line of its own.
	for line := range strings.Lines(output(t, outputs["verbose"], reports["hostile"])) {
		if !regexp.MustCompile(`^(a\\x0ab|\t|fail  |blocked  |ports  |linux  |plan9  |1 finding )`).MatchString(line) {
			t.Errorf("unexpected line %q", line)
		}
	}
}

// Every character is either shown or escaped, never both, never lost.
func TestHostileCharacters(t *testing.T) {
	const block = 1 << 12
	for from := rune(0); from <= unicode.MaxRune; from += block {
		var message, want strings.Builder
		for r := from; r < from+block; r++ {
			if r == '\n' || !utf8.ValidRune(r) {
				continue
			}
			message.WriteRune(r)
			switch {
			case !active.MatchString(string(r)) && r != '\t':
				want.WriteRune(r)
			case r < 0x80:
				fmt.Fprintf(&want, `\x%02x`, r)
			default:
				fmt.Fprintf(&want, `\u%04x`, r)
			}
		}
		report := finding.Report{Problems: []finding.Problem{{Message: "<" + message.String() + ">"}}}
		if got, want := output(t, render.Problems, report), "xplatvet: <"+want.String()+">\n"; got != want {
			t.Fatalf("from %U:\ngot  %q\nwant %q", from, got, want)
		}
	}
}

// JSON has no null, and the summary adds up.
func TestJSONSummary(t *testing.T) {
	for name, r := range reports {
		out := output(t, jsonOf, r)
		if strings.Contains(out, "null") {
			t.Errorf("%s has a null:\n%s", name, out)
		}
		var d render.Document
		if err := json.Unmarshal([]byte(out), &d); err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		s := d.Summary
		byAnalyzer := 0
		for _, n := range s.Analyzers {
			byAnalyzer += n
		}
		v := s.Verdicts
		if byAnalyzer != len(d.Findings) || s.Findings != len(d.Findings) || s.Problems != len(d.Problems) ||
			s.Ports != len(d.Ports) || v.OK+v.Fail+v.Blocked+v.Excluded+v.Skipped != len(d.Verdicts) {
			t.Errorf("%s: summary %+v", name, s)
		}
	}
}

// The package documentation names every key.
func TestDocNamesKeys(t *testing.T) {
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	var check func(reflect.Type)
	check = func(typ reflect.Type) {
		switch typ.Kind() {
		case reflect.Slice:
			check(typ.Elem())
		case reflect.Struct:
			for i := range typ.NumField() {
				f := typ.Field(i)
				if key := f.Tag.Get("json"); key == "" && !f.Anonymous {
					t.Errorf("%s.%s has no key", typ, f.Name)
				} else if key != "" && !strings.Contains(string(doc), `"`+key+`"`) {
					t.Errorf("doc.go does not name %q of %s", key, typ)
				}
				check(f.Type)
			}
		}
	}
	check(reflect.TypeFor[render.Document]())
}
