package config_test

import (
	"errors"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/config"
	"github.com/xplatvet/xplatvet/platform"
)

// known is what a caller would pass in.
var known = &config.Known{
	Analyzers: []string{"intsize", "pathsep", "typecheck", "tzdata"},
	Options: map[string]map[string]config.Kind{
		"intsize": {"convert": config.Bool, "only": config.Ports},
		"tzdata":  {"without": config.Ports},
	},
}

func ports(t testing.TB, spec string) platform.Set {
	t.Helper()
	s, err := platform.Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// example returns the complete file in the package documentation.
func example(t testing.TB) []byte {
	t.Helper()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	_, rest, ok := strings.Cut(string(doc), "// A complete file:\n//\n")
	if !ok {
		t.Fatal("doc.go has no example")
	}
	var file strings.Builder
	for line := range strings.Lines(rest) {
		switch text, ok := strings.CutPrefix(line, "//\t"); {
		case ok:
			file.WriteString(text)
		case line == "//\n":
			file.WriteString("\n")
		default:
			return []byte(file.String())
		}
	}
	return []byte(file.String())
}

func TestParseExample(t *testing.T) {
	got, err := config.Parse("f", example(t), known)
	if err != nil {
		t.Fatal(err)
	}
	want := &config.Config{
		File:      "f",
		Platforms: ports(t, "linux,darwin,windows/amd64,windows/arm64"),
		Baseline:  ".xplatvet-baseline.json",
		Tags:      []string{"integration", "sqlite"},
		Analyzers: map[string]bool{"pathsep": false, "intsize": true, "tzdata": true},
		Options:   config.Options{"tzdata": {"without": "linux"}},
		Exclude:   []string{"**/testdata", "internal/gen/*.pb.go", "third_party"},
		CC: []config.CC{
			{ports(t, "linux/arm64"), "aarch64-linux-gnu-gcc", 30, 16},
			{ports(t, "windows/amd64"), "zig cc -target x86_64-windows-gnu", 31, 18},
		},
	}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("got %+v\nwant %+v", got, want)
	}
}

func TestParse(t *testing.T) {
	for _, test := range []struct {
		name, file string
		want       config.Config
	}{
		{"empty", "", config.Config{}},
		{"comment", "# nothing\n", config.Config{}},
		{"empty document", "---\n...\n", config.Config{}},
		{"null", "~\n", config.Config{}},
		{"keys without values", "platforms:\ntags:\nanalyzers:\nexclude:\nbaseline:\n", config.Config{}},
		{"cc", "cc:\n  linux/arm64: /opt/x/bin/aarch64-none-linux-gnu-gcc-13 --sysroot=/x -march=armv8-a\n", config.Config{CC: []config.CC{
			{ports(t, "linux/arm64"), "/opt/x/bin/aarch64-none-linux-gnu-gcc-13 --sysroot=/x -march=armv8-a", 2, 16}}}},
		{"byte order mark", "\ufefftags: a\n", config.Config{Tags: []string{"a"}}},
		{"CRLF", "tags:\r\n- a\r\n- b\r\n", config.Config{Tags: []string{"a", "b"}}},
		{"platforms string", "platforms: linux, darwin/arm64", config.Config{Platforms: ports(t, "linux,darwin/arm64")}},
		{"platforms joined in order", `platforms: [first-class, "!*/386", windows/386]`, config.Config{Platforms: ports(t, "first-class,!*/386,windows/386")}},
		{"platforms from all", `platforms: ["!windows"]`, config.Config{Platforms: ports(t, "all").Minus(ports(t, "windows"))}},
		{"tags string", "tags: b, a,b", config.Config{Tags: []string{"a", "b"}}},
		{"tag like a YAML 1.1 boolean", "tags: [no]", config.Config{Tags: []string{"no"}}},
		{"words", "analyzers: {pathsep: on, intsize: OFF, typecheck: 'off'}", config.Config{Analyzers: map[string]bool{"pathsep": true, "intsize": false, "typecheck": false}}},
		{"booleans", "analyzers: {pathsep: true, intsize: False}", config.Config{Analyzers: map[string]bool{"pathsep": true, "intsize": false}}},
		{"options", "analyzers: {intsize: {convert: on, only: [linux, '!linux/386']}}", config.Config{
			Analyzers: map[string]bool{"intsize": true},
			Options:   config.Options{"intsize": {"convert": "true", "only": ports(t, "linux,!linux/386").String()}}}},
		{"no options", "analyzers: {intsize: {}}", config.Config{
			Analyzers: map[string]bool{"intsize": true}, Options: config.Options{"intsize": {}}}},
		{"baseline", "baseline: ../all/known.json", config.Config{Baseline: "../all/known.json"}},
		{"exclude cleaned", `exclude: [./b/, a, a, a/**/**/b/**, "**/**"]`, config.Config{Exclude: []string{"**", "a", "a/**/b", "b"}}},
	} {
		t.Run(test.name, func(t *testing.T) {
			got, err := config.Parse("", []byte(test.file), known)
			if err != nil {
				t.Fatal(err)
			}
			if !reflect.DeepEqual(*got, test.want) {
				t.Errorf("got %+v\nwant %+v", *got, test.want)
			}
		})
	}
}

// errorTests is also the seed of FuzzParse.
var errorTests = []struct {
	name, file string
	want       []string
}{
	{"unknown key", "platform: linux", []string{
		`f:1:1: unknown key "platform": did you mean "platforms"?`}},
	{"unknown key, nothing near", "colour: red", []string{
		`f:1:1: unknown key "colour": the keys are platforms, tags, analyzers, exclude, baseline, cc`}},
	{"unknown key without value", "exclud:\n", []string{
		`f:1:1: unknown key "exclud": did you mean "exclude"?`}},
	{"unknown port", "# ports\nplatforms: linx", []string{
		`f:2:12: unknown port "linx": did you mean "linux"?`}},
	{"unknown ports in a list", "platforms:\n  - linux\n  - macos\n  - linux/wasm\n", []string{
		`f:3:5: unknown port "macos": did you mean "darwin"?`,
		`f:4:5: unknown port "linux/wasm": linux has 386, amd64, arm, arm64, loong64, mips, mips64, mips64le, mipsle, ppc64, ppc64le, riscv64, s390x`}},
	{"no port", "platforms: []", []string{
		`f:1:12: platforms: no port named in ""`}},
	{"no port left", "platforms: [linux, '!linux']", []string{
		`f:1:12: platforms: "linux,!linux" names no port`}},
	{"platforms mapping", "platforms: {linux: amd64}", []string{
		`f:1:12: platforms: want a string or a list of strings, not a mapping`}},
	{"platforms integer", "platforms: [386]", []string{
		`f:1:13: platforms: want a string, not the integer 386: put it in quotes`}},
	{"platforms empty item", "platforms:\n-\n- linux", []string{
		`f:2:2: platforms: want a string, not nothing`}},
	{"unquoted !", "platforms:\n- all\n- !windows\n", []string{
		`f:3:3: an unquoted ! begins a YAML tag: write "!windows" in quotes`}},
	{"unquoted ! in brackets", "tags: a\nplatforms: [all, !windows]", []string{ // the YAML parser takes the ] for part of the tag
		`f:2:18: an unquoted ! begins a YAML tag: write "!windows" in quotes`}},
	{"quoted ! is not to blame", "platforms: ['!windows'", []string{
		`f:1:22: YAML syntax: did not find expected ',' or ']'`}},
	{"cc list", "cc: [gcc]", []string{
		`f:1:5: cc: want a mapping, not a list`}},
	{"cc port", "cc: {macos: clang, linux: 1}", []string{
		`f:1:6: cc: unknown port "macos": did you mean "darwin"?`,
		`f:1:27: cc: want a C compiler, as in the environment variable CC, not the integer 1: put it in quotes`}},
	{"cc that is none", "cc:\n  linux/386: sh -c evil\n  linux/arm: ./gcc\n  linux/arm64: '\"gcc'\n  linux/s390x: ''\n  linux/mips: zig build\n", []string{
		`f:2:14: cc: "sh -c evil" is not known as a C compiler: want gcc, clang, cc or zig cc; others can be set by CC in the environment`,
		`f:3:14: cc: "./gcc" is a relative path: use a name that is in PATH, or an absolute path`,
		`f:4:16: cc: "\"gcc" is not a command: unterminated " string`,
		`f:5:16: cc: "" is not a command`,
		`f:6:15: cc: "zig build" is not known as a C compiler: want gcc, clang, cc or zig cc; others can be set by CC in the environment`}},
	{"cc that runs something else", "cc:\n  linux/386: gcc -m32 -fplugin=x.so\n  linux/arm: gcc -B./x\n  linux/arm64: clang -target -fplugin=x\n  linux/s390x: gcc @file\n", []string{
		`f:2:14: cc: "gcc -m32 -fplugin=x.so" has the flag "-fplugin=x.so", which this file may not set: set CC in the environment`,
		`f:3:14: cc: "gcc -B./x" has the flag "-B./x", which this file may not set: set CC in the environment`,
		`f:4:16: cc: "clang -target -fplugin=x" has the flag "-target", which this file may not set: set CC in the environment`,
		`f:5:16: cc: "gcc @file" has the flag "@file", which this file may not set: set CC in the environment`}},
	{"tags mapping", "tags: {a: b}", []string{
		`f:1:7: tags: want a list of strings, or a string with commas, not a mapping`}},
	{"tags number", "tags: 1.5", []string{
		`f:1:7: tags: want a list of strings, or a string with commas, not the number 1.5: put it in quotes`}},
	{"tags items", "tags: [é, true, [a], 2020-01-01, ~]", []string{
		`f:1:12: tags: want a string, not the boolean true: put it in quotes`,
		`f:1:18: tags: want a string, not a list`,
		`f:1:23: tags: want a string, not the date 2020-01-01: put it in quotes`,
		`f:1:35: tags: want a string, not nothing`}},
	{"not a tag", "tags: ['a,b', a b, '!a', '', 'a // b', \"a\\u202eb\"]", []string{
		`f:1:8: "a,b" is not a build tag`,
		`f:1:15: "a b" is not a build tag`,
		`f:1:20: "!a" is not a build tag`,
		`f:1:26: "" is not a build tag`,
		`f:1:30: "a // b" is not a build tag`,
		`f:1:40: "a\u202eb" is not a build tag`}},
	{"tags of ports", "tags: windows,unix,cgo,arm64", []string{
		`f:1:7: the build tag "windows" is decided by the port: use platforms`,
		`f:1:7: the build tag "unix" is decided by the port: use platforms`,
		`f:1:7: the build tag "cgo" is decided by the port: use platforms`,
		`f:1:7: the build tag "arm64" is decided by the port: use platforms`}},
	{"unknown analyzers", "analyzers:\n  pathsepp: off\n  quux: on\n", []string{
		`f:2:3: unknown analyzer "pathsepp": did you mean "pathsep"?`,
		`f:3:3: unknown analyzer "quux": see xplatvet help`}},
	{"analyzers list", "analyzers: [pathsep]", []string{
		`f:1:12: analyzers: want a mapping, not a list`}},
	{"neither on nor off", "analyzers: {pathsep: maybe, intsize: 1, typecheck: }", []string{
		`f:1:22: analyzers: pathsep: want on or off, not "maybe"`,
		`f:1:38: analyzers: intsize: want on, off or options, not the integer 1`,
		`f:1:52: analyzers: typecheck: want on or off, not nothing`}},
	{"unknown options", "analyzers:\n  intsize:\n    convrt: on\n    quux: 1\n  pathsep: {all: on}\n  typecheck:\n    deps: off\n", []string{
		`f:3:5: unknown option of intsize "convrt": did you mean "convert"?`,
		`f:4:5: unknown option of intsize "quux": the options are convert, only`,
		`f:5:12: analyzers: pathsep: it has no options: want on or off`,
		`f:7:5: analyzers: typecheck: it has no options: want on or off`}},
	{"options of another type", "analyzers: {intsize: {convert: linux, only: [linx, 386]}}", []string{
		`f:1:32: analyzers: intsize: convert: want on or off, not "linux"`,
		`f:1:46: unknown port "linx": did you mean "linux"?`,
		`f:1:52: intsize: only: want a string, not the integer 386: put it in quotes`}},
	{"option twice", "analyzers: {intsize: {convert: on, convert: off}}", []string{
		`f:1:36: key "convert" is already on line 1`}},
	{"bad baseline", "baseline: [a]", []string{
		`f:1:11: baseline: want the name of a file, not a list`}},
	{"empty baseline", `baseline: ""`, []string{
		`f:1:11: baseline: "" is not the name of a file`}},
	{"baseline with backslash", `baseline: a\b`, []string{
		`f:1:11: baseline: "a\\b" has a backslash: separate elements with / on every system`}},
	{"absolute baseline", "baseline: /a", []string{
		`f:1:11: baseline: "/a" is absolute: it starts at the directory of this file`}},
	{"baseline on a drive", `baseline: "C:/a"`, []string{
		`f:1:11: baseline: "C:/a" is absolute: it starts at the directory of this file`}},
	{"baseline of two lines", `baseline: "a\nb"`, []string{
		`f:1:11: baseline: "a\nb" is not the name of a file`}},
	{"exclude string", "exclude: gen", []string{
		`f:1:10: exclude: want a list of strings, not "gen"`}},
	{"bad patterns", `exclude: ["", 'a\b', "[ab]", "{a,b}", "!a", /a, ../a, a/.., a**, ./]`, []string{
		`f:1:11: exclude: pattern "" is empty`,
		`f:1:15: exclude: pattern "a\\b" has a backslash: separate elements with / on every system`,
		`f:1:22: exclude: pattern "[ab]" has a bracket or brace: use ? for any one character`,
		`f:1:30: exclude: pattern "{a,b}" has a bracket or brace: use ? for any one character`,
		`f:1:39: exclude: pattern "!a" is negated: a pattern can only exclude`,
		`f:1:45: exclude: pattern "/a" is absolute: patterns start at the directory of this file`,
		`f:1:49: exclude: pattern "../a" has an element ..: patterns stay below the directory of this file`,
		`f:1:55: exclude: pattern "a/.." has an element ..: patterns stay below the directory of this file`,
		`f:1:61: exclude: pattern "a**" has ** beside other characters: it stands alone between slashes`,
		`f:1:66: exclude: pattern "./" excludes everything`}},
	{"unquoted *", "exclude:\n  - gen\n  - *_gen.go\n", []string{
		`f:3:5: an unquoted * begins a YAML alias: write "*_gen.go" in quotes`}},
	{"unquoted **", "exclude: [gen, **/testdata]", []string{
		`f:1:16: an unquoted * begins a YAML alias: write "**/testdata" in quotes`}},
	{"duplicate key", "tags: a\nexclude: []\ntags: b\n", []string{
		`f:3:1: key "tags" is already on line 1`}},
	{"duplicate analyzer", "analyzers:\n  pathsep: on\n  'pathsep': off\n", []string{
		`f:3:3: key "pathsep" is already on line 2`}},
	{"not a mapping", "- linux\n", []string{
		`f:1:1: the file: want a mapping, not a list`}},
	{"not a mapping but text", "linux", []string{
		`f:1:1: the file: want a mapping, not "linux"`}},
	{"key that is no name", "? [a]\n: b\n", []string{
		`f:1:3: the file: want a name as key, not a list`}},
	{"anchor and alias", "tags: &t [a]\nexclude: *t\n", []string{
		`f:1:7: YAML anchors are not supported: write the value out`,
		`f:2:10: YAML aliases are not supported: write the value out`}},
	{"alias that contains itself", "tags: &t [*t]", []string{
		`f:1:7: YAML anchors are not supported: write the value out`}},
	{"anchor of nothing", "&x", []string{
		`f:1:1: YAML anchors are not supported: write the value out`}},
	{"unknown alias", "tags: [*t]", []string{
		`f:1:8: an unquoted * begins a YAML alias: write "*t" in quotes`}},
	{"merge key", "<<: {tags: a}", []string{
		`f:1:1: merge keys are not supported: write the values out`}},
	{"tag", "tags: !!str 386", []string{
		`f:1:7: an unquoted ! begins a YAML tag: write "!!str" in quotes`}},
	{"two documents", "tags: a\n---\ntags: b\n", []string{
		`f:2:1: a second YAML document: the file holds one`}},
	{"colon", "platforms: linux:\n", []string{
		`f:1:17: YAML syntax: mapping values are not allowed in this context`}},
	{"tab", "exclude:\n\t- a\n", []string{
		`f:2:1: YAML syntax: found character that cannot start any token`}},
	{"indentation", "exclude:\n  - a\n - b\ntags: x\n", []string{
		`f:3:2: YAML syntax: did not find expected key`}},
	{"open quote", "tags: a\nplatforms: \"linux\nexclude: []\n", []string{
		`f:2:12: YAML syntax: found unexpected end of stream`}},
	{"open bracket", "tags: [a\n\n\n", []string{
		`f:1:8: YAML syntax: did not find expected ',' or ']'`}},
	{"control character", "tags: é\x01", []string{
		`f:1:9: YAML syntax: control characters are not allowed`}},
	{"line breaks of YAML only", "tags: [a,\r1]", []string{ // editors see one line: point at its end
		`f:1:13: tags: want a string, not the integer 1: put it in quotes`}},
	{"not UTF-8", "tags: a\nexclude: [\xe9]", []string{
		`f:2:11: the file is not UTF-8`}},
	{"UTF-16", "\xff\xfet\x00", []string{
		`f:1:1: the file is not UTF-8`}},
	{"too large", "#" + strings.Repeat("x", 64<<10), []string{
		`f:1:1: the file is larger than 64 KiB`}},
	{"long string", "exclude: [" + strings.Repeat("x", 5<<10) + "]", []string{
		`f:1:11: a string is longer than 4 KiB`}},
	{"several, in the order of the file", "exclude: [/a]\nanalyzers: {x: on}\ntags: [a b]\nplatforms: pdp11\nother: 1\n", []string{
		`f:1:11: exclude: pattern "/a" is absolute: patterns start at the directory of this file`,
		`f:2:13: unknown analyzer "x": see xplatvet help`,
		`f:3:8: "a b" is not a build tag`,
		`f:4:12: unknown port "pdp11" (see go tool dist list)`,
		`f:5:1: unknown key "other": the keys are platforms, tags, analyzers, exclude, baseline, cc`}},
	{"long text is cut", "analyzers: {" + strings.Repeat("y", 100) + ": on}", []string{
		`f:1:13: unknown analyzer "` + strings.Repeat("y", 60) + `"...: see xplatvet help`}},
}

func TestErrors(t *testing.T) {
	for _, test := range errorTests {
		t.Run(test.name, func(t *testing.T) {
			c, err := config.Parse("f", []byte(test.file), known)
			if err == nil {
				t.Fatalf("no error; got %+v", c)
			}
			if c != nil {
				t.Errorf("Config %+v with an error", c)
			}
			if got := strings.Split(err.Error(), "\n"); !slices.Equal(got, test.want) {
				t.Errorf("got\n\t%s\nwant\n\t%s", strings.Join(got, "\n\t"), strings.Join(test.want, "\n\t"))
			}
		})
	}
}

// A caller can tell one mistake from another, and where it is.
func TestErrorsUnwrap(t *testing.T) {
	_, err := config.Parse("f", []byte("colour: 1\ntags: [a b]"), known)
	var list config.Errors
	if !errors.As(err, &list) || len(list) != 2 {
		t.Fatalf("errors.As: got %v", list)
	}
	if e := list[1]; e.File != "f" || e.Line != 2 || e.Column != 8 {
		t.Errorf("got %+v", e)
	}
	var first config.Error
	if !errors.As(err, &first) || first != list[0] {
		t.Errorf("errors.As of one: got %+v", first)
	}
}

// A document whose aliases stand for 10^9 strings costs no more than it shows.
func TestAliasBomb(t *testing.T) {
	var b strings.Builder
	b.WriteString("tags: &a0 [x,x,x,x,x,x,x,x,x,x]\n")
	for i := range 9 {
		b.WriteString("k" + string(rune('0'+i)) + ": &a" + string(rune('1'+i)) + " [")
		for range 10 {
			b.WriteString("*a" + string(rune('0'+i)) + ",")
		}
		b.WriteString("]\n")
	}
	_, err := config.Parse("f", []byte(b.String()), known)
	var list config.Errors
	if !errors.As(err, &list) || len(list) != 10 {
		t.Errorf("got %v", err)
	}
}

func FuzzParse(f *testing.F) {
	f.Add(example(f))
	for _, test := range errorTests {
		f.Add([]byte(test.file))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		c, err := config.Parse("f", data, known)
		if err == nil {
			if strings.ContainsAny(c.Digest(), "\r\n") {
				t.Errorf("Digest %q is not one line", c.Digest())
			}
			c.Excluded("a/b/c.go")
			return
		}
		var list config.Errors
		if !errors.As(err, &list) || len(list) == 0 {
			t.Fatalf("error of type %T: %v", err, err)
		}
		for _, e := range list {
			if e.Line < 1 || e.Line > 1+strings.Count(string(data), "\n") || e.Column < 1 || e.Column > 1+len(data) {
				t.Errorf("position outside the file: %v", e)
			}
			if e.File != "f" || e.Message == "" || strings.ContainsFunc(e.Message, func(r rune) bool { return r < ' ' || r == 0x7f }) {
				t.Errorf("bad error: %+q", e)
			}
		}
	})
}

func TestAnyAnalyzer(t *testing.T) {
	c, err := config.Parse("f", []byte("analyzers: {nosuch: off}"), nil)
	if err != nil || c.On("nosuch", true) {
		t.Errorf("%v, %v", c, err)
	}
	if _, err := config.Parse("f", []byte("analyzers: {nosuch: off}"), &config.Known{Analyzers: []string{}}); err == nil {
		t.Error("no error where no name is known")
	}
}
