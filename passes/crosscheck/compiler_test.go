package crosscheck_test

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/passes/crossbuild"
	"github.com/xplatvet/xplatvet/passes/crosscheck"
	"github.com/xplatvet/xplatvet/platform"
)

// ports are those whose standard library the tests of crossbuild compile too,
// and one that shares the files of the first one but not the size of int.
const ports = "linux/amd64:nocgo,linux/386:nocgo,windows/386:nocgo,darwin/arm64:nocgo,plan9/386,js/wasm"

// TestCompiler compares the verdict and the errors on each package and port
// with those of go build, on modules that are broken in every way.
func TestCompiler(t *testing.T) {
	for _, test := range []struct {
		file   string
		broken int // packages that fare differently on different ports
		// What no type checker sees, with what the compiler, the assembler
		// or the linker says.
		unseen map[string]string
	}{
		{
			file: filepath.Join("..", "crossbuild", "testdata", "ports.txtar"), broken: 15,
			unseen: map[string]string{"example.com/m/badasm": "unrecognized instruction"},
		},
		{
			file: filepath.Join("testdata", "broken.txtar"), broken: 55,
			unseen: map[string]string{"example.com/m/symbol": "symbol too large"},
		},
		{file: filepath.Join("testdata", "cycles.txtar"), broken: 9},
	} {
		t.Run(filepath.Base(test.file), func(t *testing.T) {
			c := newComparison(t, extract(t, test.file), ports, nil, nil)
			c.unseen = test.unseen
			c.run(t)
			if n := c.uneven(); n < test.broken {
				t.Errorf("%d packages depend on the port, want %d at least", n, test.broken)
			}
			t.Logf("%d packages depend on the port; %s", c.uneven(), c)
		})
	}
}

// TestModules compares on modules of every shape. The comment of an archive
// may have lines "env NAME=VALUE", "tags LIST", "patterns LIST" and "dir NAME".
func TestModules(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "modules", "*.txtar"))
	if err != nil || len(files) == 0 {
		t.Fatal(files, err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".txtar")
		t.Run(name, func(t *testing.T) {
			if name == "collide" && !caseSensitive(t) {
				t.Skip("the file system does not tell upper from lower case")
			}
			c := newComparison(t, extract(t, file), "linux/amd64:nocgo,windows/386:nocgo", nil, nil)
			c.configure(t, file)
			c.run(t)
			if c.uneven() == 0 {
				t.Error("no package depends on the port")
			}
			t.Log(c)
		})
	}
}

// configure applies the lines in the comment of an archive.
func (c *comparison) configure(t *testing.T, file string) {
	t.Helper()
	archive, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(string(archive.Comment)) {
		switch word, rest, _ := strings.Cut(strings.TrimSpace(line), " "); word {
		case "env":
			c.build.Go.Env = append(c.build.Go.Env, rest)
		case "tags":
			c.build.Tags = strings.Split(rest, ",")
		case "patterns":
			c.build.Patterns = strings.Fields(rest)
		case "dir":
			c.build.Go.Dir = filepath.Join(c.build.Go.Dir, rest)
		}
	}
	c.check.Tags, c.check.Patterns = c.build.Tags, c.build.Patterns
}

func caseSensitive(t *testing.T) bool {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "a"), nil, 0o666); err != nil {
		t.Fatal(err)
	}
	_, err := os.Stat(filepath.Join(dir, "A"))
	return err != nil
}

// TestModule compares on the module in the directory that the environment
// names: on all ports, or on those of the variable with the suffix _PORTS.
// Building for all ports takes the standard library 47 times, an hour in a
// fresh cache, so that it is nothing for a test that runs with others:
//
//	XPLATVET_CROSSCHECK_MODULE=$HOME/gopsutil go test -timeout=0 -v -run TestModule ./passes/crosscheck
func TestModule(t *testing.T) {
	dir := os.Getenv(moduleVariable)
	if dir == "" {
		t.Skip(moduleVariable + " is not set")
	}
	targets := os.Getenv(moduleVariable + "_PORTS")
	if targets == "" {
		var list []string
		for port := range platform.All().Ports() {
			if !port.Cgo {
				list = append(list, port.String())
			}
		}
		targets = strings.Join(list, ",")
	}
	c := newComparison(t, dir, targets, nil, nil)
	c.run(t)
	t.Log(c)
}

// moduleVariable names the environment variable with the directory of a module
// to compare on.
const moduleVariable = "XPLATVET_CROSSCHECK_MODULE"

// A comparison compares a check with a build.
type comparison struct {
	build crossbuild.Config
	check crosscheck.Config

	// Packages with errors that no type checker sees, and a part of their text.
	unseen map[string]string

	want, got *finding.Report
	pairs     int // of package and port
	errors    int // of the compiler, each place and port
}

func newComparison(t *testing.T, dir, targets string, env, tags []string) *comparison {
	t.Helper()
	set, err := platform.Parse(targets)
	if err != nil {
		t.Fatal(err)
	}
	set = crossbuild.Ports(set, crossbuild.CgoOff) // each GOOS/GOARCH once, as it is built
	// The compiler shows all errors with -e.
	env = append(slices.Concat(os.Environ(), []string{"GOFLAGS=-gcflags=-e", "GOWORK=off", "GOPROXY=off", "GOTOOLCHAIN=local", "GO111MODULE="}), env...)
	runner := &gocmd.Runner{Dir: dir, Env: env}
	patterns := []string{"./..."}
	return &comparison{
		build: crossbuild.Config{Go: runner, Patterns: patterns, Targets: set, Tags: tags, Link: true},
		check: crosscheck.Config{
			Go: runner, Patterns: patterns, Targets: set, Tags: tags,
			Reports: func(string, string) bool { return true },
		},
	}
}

func (c *comparison) String() string {
	return fmt.Sprintf("%d pairs of package and port, %d errors compared", c.pairs, c.errors)
}

// run compares.
func (c *comparison) run(t *testing.T) {
	t.Helper()
	c.want = crossbuild.Run(t.Context(), c.build)
	c.got = crosscheck.Run(t.Context(), c.check)
	if want, got := problemsOf(c.want), problemsOf(c.got); !slices.Equal(got, want) {
		t.Errorf("problems %q, those of the build are %q", got, want)
	}
	c.verdicts(t)
	c.findings(t)
}

// problemsOf returns the problems of a report. The check says where they are.
func problemsOf(r *finding.Report) []string {
	var list []string
	for _, p := range r.Problems {
		list = append(list, fmt.Sprintf("%s on %s", p.Message, p.Ports))
	}
	slices.Sort(list)
	return list
}

func (c *comparison) verdicts(t *testing.T) {
	t.Helper()
	want, got := statuses(c.want), statuses(c.got)
	c.pairs = len(want)
	for _, key := range slices.Sorted(maps.Keys(want)) {
		w, g := want[key], got[key]
		switch {
		case c.isUnseen(w.Package) && w.Status == finding.Fail && g.Status == finding.OK:
			if text := strings.Join(w.Errors, "\n"); !strings.Contains(text, c.unseen[w.Package]) {
				t.Errorf("%s: ok, but the compiler says %q", key, text)
			}
		case g.Status != w.Status:
			t.Errorf("%s: %s %q, the compiler says %s %q", key, g.Status, g.Errors, w.Status, w.Errors)
		case g.Status == finding.Blocked && !slices.Equal(g.Errors, w.Errors):
			t.Errorf("%s: blocked by %q, the compiler says %q", key, g.Errors, w.Errors)
		}
	}
	for _, key := range slices.Sorted(maps.Keys(got)) {
		if _, ok := want[key]; !ok {
			t.Errorf("%s: %s, but the compiler does not see it", key, got[key].Status)
		}
	}
}

func (c *comparison) isUnseen(pkg string) bool { return c.unseen[pkg] != "" }

func (c *comparison) findings(t *testing.T) {
	t.Helper()
	// A package that needs one that fails is checked all the same: the
	// compiler does not come to see it, nor whether the errors are true.
	blocked := make(map[string]platform.Set)
	for _, v := range c.want.Verdicts {
		if v.Status == finding.Blocked {
			blocked[v.Package] = blocked[v.Package].Union(v.Ports)
		}
	}
	want, got := errorsOf(c.want), errorsOf(c.got)
	for _, e := range slices.SortedFunc(maps.Keys(want), compareErrors) {
		c.errors += want[e].Len()
		if missed := want[e].Minus(got[e]); !missed.Empty() && !c.isUnseen(e.pkg) {
			t.Errorf("not found on %s: %s", missed, e)
		}
	}
	for _, e := range slices.SortedFunc(maps.Keys(got), compareErrors) {
		if more := got[e].Minus(want[e]).Minus(blocked[e.pkg]); !more.Empty() {
			t.Errorf("not so on %s: %s", more, e)
		}
	}
}

// uneven returns how many packages do not fare alike on all ports.
func (c *comparison) uneven() int {
	statuses := make(map[string]map[finding.Status]bool)
	for _, v := range c.want.Verdicts {
		if statuses[v.Package] == nil {
			statuses[v.Package] = make(map[finding.Status]bool)
		}
		statuses[v.Package][v.Status] = true
	}
	n := 0
	for _, s := range statuses {
		if len(s) > 1 {
			n++
		}
	}
	return n
}

// An anError is an error in the words that check and compiler share.
type anError struct {
	pkg, file string
	line      int
	message   string
}

func (e anError) String() string {
	return fmt.Sprintf("%s: %s:%d: %s", e.pkg, e.file, e.line, e.message)
}

func compareErrors(a, b anError) int { return strings.Compare(a.String(), b.String()) }

// errorsOf returns the errors of a report with the ports on which they are
// made. Columns are left out: the compiler says where an operator is, for
// instance, where go/types says where the expression begins.
func errorsOf(r *finding.Report) map[anError]platform.Set {
	m := make(map[anError]platform.Set)
	syntax := make(map[string]platform.Set)
	for _, f := range r.Findings { // in the order of their places
		ports := f.Ports
		if strings.HasPrefix(f.Message, "syntax error: ") {
			// Of the syntax errors of a file the first one counts.
			ports = ports.Minus(syntax[f.File])
			syntax[f.File] = syntax[f.File].Union(ports)
			if ports.Empty() {
				continue
			}
		}
		e := anError{f.Package, f.File, f.Line, common(f.Message)}
		m[e] = m[e].Union(ports)
	}
	return m
}

// common returns a message of the compiler or of go/types in the words that
// both would have for it. This is all that differs between the two.
func common(message string) string {
	if strings.HasPrefix(message, "syntax error: ") {
		return "syntax error" // of two parsers
	}
	message = strings.Join(strings.Fields(message), " ")
	for _, d := range dialects {
		message = d.rx.ReplaceAllString(message, d.common)
	}
	return message
}

var dialects = []struct {
	rx     *regexp.Regexp
	common string
}{
	// What the compiler adds to errors about the language version.
	{regexp.MustCompile(` \((-lang was set to \S+; check go\.mod|file declares //go:build \S+)\)$`), ""},
	// The linker names the symbol.
	{regexp.MustCompile(`^runtime\.main_main·f: (function main is undeclared)`), "$1"},
	// Labels, which the compiler's parser checks.
	{regexp.MustCompile(`^label (\S+) declared and not used$`), "label $1 defined and not used"},
	{regexp.MustCompile(`^label (\S+) not declared$`), "label $1 not defined"},
	{regexp.MustCompile(`^label (\S+) already (declared|defined at \S+)$`), "label $1 already defined"},
	{regexp.MustCompile(`^invalid (break|continue) label (\S+)$`), "$1 label not defined: $2"},
	{regexp.MustCompile(`^goto (\S+) jumps (over variable declaration at line \d+|over declaration of \S+ at \S+)$`), "goto $1 jumps over variable declaration"},
	{regexp.MustCompile(`^(break) not in for, switch, or select statement$`), "$1 is not in a loop, switch, or select"},
	{regexp.MustCompile(`^(continue) not in for statement$`), "$1 is not in a loop"},
}

// statuses returns the verdicts by "package port".
func statuses(r *finding.Report) map[string]finding.Verdict {
	m := make(map[string]finding.Verdict)
	for _, v := range r.Verdicts {
		for port := range v.Ports.Ports() {
			m[v.Package+" "+port.String()] = v
		}
	}
	return m
}

// age makes the files of a directory older than those that the go command
// takes for unfinished, of which it reads more on some runs than on others.
func age(t *testing.T, dir string) {
	t.Helper()
	then := time.Now().Add(-time.Hour)
	err := filepath.WalkDir(dir, func(name string, _ os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		return os.Chtimes(name, then, then)
	})
	if err != nil {
		t.Fatal(err)
	}
}
