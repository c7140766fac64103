package baseline

import (
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

func ports(t testing.TB, spec string) platform.Set {
	t.Helper()
	s, err := platform.Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func write(t *testing.T, root, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(root, name), []byte(text), 0o666); err != nil {
		t.Fatal(err)
	}
}

func TestCover(t *testing.T) {
	root := t.TempDir()
	f := func(analyzer, file string, line int, message, on string) finding.Finding {
		return finding.Finding{Analyzer: analyzer, Package: "m", Position: finding.Position{File: file, Line: line}, Message: message, Ports: ports(t, on)}
	}
	write(t, root, "a.go", "package m\n\tkill(1,  2)\nother()\nkill(1, 2)\n")
	old := []finding.Finding{
		f("a", "a.go", 2, "two", "windows,plan9"),
		f("a", "a.go", 4, "four", "windows"),
		f("b", "a.go", 3, "three", "windows"),
		f("c", "", 0, "no file", "windows"),
		f("c", "x@v1.0.0/x.go", 7, "dependency", "windows"),
		f("c", "gone.go", 1, "cannot be read", "windows"),
	}
	old[0].Severity = finding.Error
	lines := NewLines(root)
	var entries []Entry
	for _, o := range old {
		entries = append(entries, EntryOf(o, lines))
	}
	b := New(entries)
	if got := b.Entries[1].Code; got != "kill(1, 2)" {
		t.Errorf("code %q", got)
	}

	// The lines move, and are indented otherwise.
	write(t, root, "a.go", "package m\n\n\tother()\n\n\nkill(1, 2)\n\tif x {\n\t\tkill(1,\t2)\n}\nfresh()\n")
	for _, test := range []struct {
		name string
		now  []finding.Finding
		want string // + for those that are covered
		gone string // their messages
	}{
		{"nothing left", nil, "", "no file, dependency, two, four, three, cannot be read"},
		{"the same", []finding.Finding{
			f("b", "a.go", 3, "three", "windows"), f("a", "a.go", 6, "two", "windows,plan9"), f("a", "a.go", 8, "four", "windows"),
			f("c", "", 0, "no file", "windows"), f("c", "x@v1.0.0/x.go", 9, "dependency", "windows"), f("c", "gone.go", 3, "cannot be read", "windows"),
		}, "++++++", ""},
		{"other messages", []finding.Finding{
			f("b", "a.go", 3, "reworded", "windows"), f("c", "", 0, "reworded", "windows"), f("c", "x@v1.0.0/x.go", 7, "reworded", "windows"),
		}, "+--", "no file, dependency, two, four, cannot be read"},
		{"another line, analyzer, file, version", []finding.Finding{
			f("b", "a.go", 10, "three", "windows"), f("c", "a.go", 3, "three", "windows"),
			f("b", "b.go", 3, "three", "windows"), f("c", "x@v1.0.1/x.go", 7, "dependency", "windows"),
		}, "----", "no file, dependency, two, four, three, cannot be read"},
		{"what an analyzer explained", []finding.Finding{
			f(finding.Typecheck, "a.go", 6, "undefined: kill", "windows"),  // of an error
			f(finding.Typecheck, "a.go", 3, "undefined: other", "windows"), // of a warning
			f(finding.Typecheck, "a.go", 6, "undefined: kill", "linux"),
			f("d", "a.go", 6, "killing", "windows"),
		}, "+---", "no file, dependency, two, four, three, cannot be read"},
		{"more ports", []finding.Finding{f("b", "a.go", 3, "three", "windows,linux")}, "-", "no file, dependency, two, four, cannot be read"},
		{"fewer ports", []finding.Finding{f("b", "a.go", 3, "three", "windows/amd64")}, "+", "no file, dependency, two, four, cannot be read"},
		{"the one with more ports takes the entry that it needs", []finding.Finding{
			f("a", "a.go", 6, "x", "windows"), f("a", "a.go", 8, "x", "windows,plan9"),
		}, "++", "no file, dependency, three, cannot be read"},
		{"a third one", []finding.Finding{
			f("a", "a.go", 6, "x", "windows"), f("a", "a.go", 8, "x", "windows"), f("a", "a.go", 8, "y", "windows"),
		}, "++-", "no file, dependency, three, cannot be read"},
	} {
		covered, gone := b.Cover(test.now, NewLines(root))
		got := ""
		for _, c := range covered {
			got += map[bool]string{true: "+", false: "-"}[c]
		}
		var messages []string
		for _, e := range gone {
			messages = append(messages, e.Message)
		}
		want := strings.Split(test.gone, ", ")
		if test.gone == "" {
			want = nil
		}
		slices.Sort(messages)
		slices.Sort(want)
		if got != test.want || !slices.Equal(messages, want) {
			t.Errorf("%s: covered %s, gone %q; want %s, %q", test.name, got, messages, test.want, want)
		}
	}
}

func TestCode(t *testing.T) {
	root := t.TempDir()
	long := strings.Repeat("é", maxCode)
	write(t, root, "a.go", "first\r\n \t\n"+long+"\nbad \xff")
	lines := NewLines(root)
	for line, want := range map[int]string{0: "", 1: "first", 2: "", 3: long[:maxCode], 4: "bad \uFFFD", 5: "", -1: ""} {
		if got := lines.code(finding.Position{File: "a.go", Line: line}); got != want {
			t.Errorf("line %d: %q, want %q", line, got, want)
		}
	}
	write(t, filepath.Dir(root), "outside.go", "secret")
	for _, file := range []string{"../outside.go", filepath.Join(root, "a.go"), "", "a.go/b"} {
		if got := lines.code(finding.Position{File: file, Line: 1}); got != "" {
			t.Errorf("%s: %q", file, got)
		}
	}
}

// What is written is read again, in whatever order it was put together.
func TestFormat(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	pick := func(list ...string) string { return list[r.IntN(len(list))] }
	for range 300 {
		var entries []Entry
		for range r.IntN(8) {
			entries = append(entries, Entry{
				Analyzer: pick("a", "b"), Package: pick("", "m"), File: pick("", "a.go", "<b>.go"), Code: pick("", "x \"y\" & \u2028"),
				Message: pick("", "line\nline", "é"), Severity: finding.Severity(pick("error", "warning", "")), Ports: ports(t, pick("windows", "linux/386:nocgo,plan9", "all")), Count: 1 + r.IntN(2),
			})
		}
		b := New(entries)
		text, err := b.Format()
		if err != nil {
			t.Fatal(err)
		}
		got, err := Parse("f", text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if !reflect.DeepEqual(got, b) {
			t.Errorf("%s\nis read as %+v\nwant %+v", text, got, b)
		}
		if n := strings.Count(string(text), "\n"); n != len(b.Entries)+2 {
			t.Errorf("%d lines for %d findings:\n%s", n, len(b.Entries), text)
		}
		r.Shuffle(len(entries), func(i, j int) { entries[i], entries[j] = entries[j], entries[i] })
		if again, err := New(entries).Format(); err != nil || string(again) != string(text) {
			t.Errorf("in another order\n%s\nwant\n%s", again, text)
		}
	}
}

func TestParseErrors(t *testing.T) {
	const good = `{"analyzer":"a","ports":"windows","message":"m"}`
	for _, test := range []struct{ text, want string }{
		{"", "read baseline: f:1: unexpected EOF"},
		{"[]", "read baseline: f:1: want {, not ["},
		{"{}", "read baseline: f:1: no version: this is no baseline"},
		{`{"version": 2}`, "read baseline: f:1: version 2: this xplatvet reads version 1"},
		{`{"version": "1"}`, "read baseline: f:1: "},
		{`{"version": 1, "finding": []}`, `read baseline: f:1: unknown key "finding"`},
		{"{\"version\": 1, \"findings\": [\n" + good + "\n" + good + "\n]}", "read baseline: f:3: "},
		{"{\"version\": 1, \"findings\": [\n" + good + ",\n{\"analyzer\":\"a\",\"ports\":\"macos\"}\n]}", `read baseline: f:3: unknown port "macos": did you mean "darwin"?`},
		{"{\"version\": 1, \"findings\": [\n" + good + ",\n\n{\"ports\":\"windows\"}\n]}", "read baseline: f:4: a finding without analyzer"},
		{"{\"version\": 1, \"findings\": [\n{\"analyzer\":\"a\",\"ports\":\"windows\",\"count\":-1}\n]}", "read baseline: f:2: count -1"},
		{"{\"version\": 1, \"findings\": [\n{\"analyser\":\"a\"}\n]}", "read baseline: f:2: "},
		{"{\"version\": 1, \"findings\": [\n" + good, "read baseline: f:2: unexpected EOF"},
		{"{\"version\": 1, \"findings\": []}\n<<<<<<< HEAD\n", "read baseline: f:2: more follows the end"},
	} {
		if _, err := Parse("f", []byte(test.text)); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%q:\n%v\nwant\n%s", test.text, err, test.want)
		}
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte("{\"version\": 1, \"findings\": [\n{\"analyzer\":\"a\",\"ports\":\"windows\",\"message\":\"m\",\"count\":2}\n]}\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		b, err := Parse("f", data)
		if err != nil {
			return
		}
		text, err := b.Format()
		if err != nil {
			t.Fatal(err)
		}
		again, err := Parse("f", text)
		if err != nil {
			t.Fatalf("%v\n%s", err, text)
		}
		if text2, err := again.Format(); err != nil || string(text2) != string(text) {
			t.Errorf("%s\nand then\n%s", text, text2)
		}
	})
}
