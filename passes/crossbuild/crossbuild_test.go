package crossbuild

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

// oraclePorts differ in word size, system and in what syscall has. Their
// standard library is what these tests spend their time on in a fresh cache.
const oraclePorts = "linux/amd64:nocgo,windows/386:nocgo,darwin/arm64:nocgo,plan9/386,js/wasm"

// fastPorts are two of them.
const fastPorts = "linux/amd64:nocgo,windows/386:nocgo"

// extract writes a txtar module to a new directory.
func extract(t *testing.T, file string) string {
	t.Helper()
	archive, err := txtar.ParseFile(filepath.Join("testdata", file))
	if err != nil {
		t.Fatal(err)
	}
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	write(t, dir, archive)
	return dir
}

func write(t *testing.T, dir string, archive *txtar.Archive) {
	t.Helper()
	for _, f := range archive.Files {
		name := filepath.Join(dir, filepath.FromSlash(f.Name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, f.Data, 0o666); err != nil {
			t.Fatal(err)
		}
	}
}

// environ is the environment of the tests: nothing in that of the user
// changes what is built.
func environ(more ...string) []string {
	env := append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOPROXY=off", "GOOS=", "GOARCH=", "CGO_ENABLED=", "GOTOOLCHAIN=local", "GO111MODULE=")
	return append(env, more...)
}

func config(t *testing.T, dir, ports string, patterns ...string) Config {
	t.Helper()
	if _, err := exec.LookPath("go"); err != nil {
		t.Skip(err)
	}
	set, err := platform.Parse(ports)
	if err != nil {
		t.Fatal(err)
	}
	return Config{Go: &gocmd.Runner{Dir: dir, Env: environ()}, Patterns: patterns, Targets: set}
}

// TestOracle compares each verdict with what go build says of the package
// alone on the port alone.
func TestOracle(t *testing.T) {
	dir := extract(t, "ports.txtar")
	cfg := config(t, dir, oraclePorts, "./...")
	report := Run(t.Context(), cfg)
	for _, p := range report.Problems {
		t.Errorf("problem: %s", p.Message)
	}
	seen := map[finding.Status]bool{}
	verdicts := 0
	for _, v := range report.Verdicts {
		for port := range v.Ports.Ports() {
			verdicts++
			seen[v.Status] = true
			cmd := exec.CommandContext(t.Context(), "go", "build", "-o", os.DevNull, v.Package)
			cmd.Dir = dir
			cmd.Env = environ("PWD="+dir, "GOOS="+port.GOOS, "GOARCH="+port.GOARCH, "CGO_ENABLED=0")
			out, err := cmd.CombinedOutput()
			if (err == nil) != (v.Status == finding.OK) {
				t.Errorf("%s on %s is %s, but go build says %v:\n%s", v.Package, port, v.Status, err, out)
				continue
			}
			for _, want := range oracleText(dir, v) {
				if !strings.Contains(string(out), want) {
					t.Errorf("%s on %s is %s with %q, but go build says\n%s", v.Package, port, v.Status, want, out)
				}
			}
		}
	}
	for _, s := range []finding.Status{finding.OK, finding.Fail, finding.Blocked, finding.Excluded} {
		if !seen[s] {
			t.Errorf("no package is %s", s)
		}
	}
	// Each of the 22 packages but testonly, on each port.
	if want := 22 * 5; verdicts != want {
		t.Errorf("there are %d verdicts, want %d", verdicts, want)
	}
}

// oracleText returns what go build must print about a package with verdict v.
func oracleText(dir string, v finding.Verdict) []string {
	const excluded = "build constraints exclude all Go files in "
	switch v.Status {
	case finding.Excluded:
		return []string{excluded + filepath.Join(dir, filepath.FromSlash(strings.TrimPrefix(v.Package, "example.com/m/")))}
	case finding.Blocked:
		return v.Errors
	}
	var list []string
	for _, e := range v.Errors {
		for line := range strings.Lines(e) {
			line = strings.TrimSpace(line)
			line, _, _ = strings.Cut(line, "package example.com/m/nowhere is not") // in other words
			line, _, _ = strings.Cut(line, " in example.com/")                     // an import path for a directory
			line = strings.TrimPrefix(line, "mixed/other_plan9.go: ")              // go build gives no place
			line = strings.TrimSuffix(line, " in mixed")
			list = append(list, filepath.FromSlash(line))
		}
	}
	return list
}

// TestFindings looks at findings one by one.
func TestFindings(t *testing.T) {
	dir := extract(t, "ports.txtar")
	report := Run(t.Context(), config(t, dir, oraclePorts, "./..."))
	if report.Command != "build" || report.ExitCode() != 1 {
		t.Errorf("command %q, exit code %d", report.Command, report.ExitCode())
	}
	for _, f := range report.Findings {
		if f.Analyzer != finding.Compile || f.Severity != finding.Error {
			t.Errorf("%+v is not a compile error", f)
		}
	}
	want := []string{
		"asm | asm/asm.go:3:6: missing function body | darwin,js,plan9,windows",
		"badasm | badasm/badasm_arm64.s:2: unrecognized instruction \"NOSUCH\" | darwin",
		"body | body/body.go:3:6: missing function body | darwin,js,linux,plan9,windows",
		"embed | embed/embed_windows.go:5:12: pattern nothing.txt: no matching files found | windows",
		"fixed | fixed/fixed.go:5:43: undefined: syscall.Kill | plan9,windows",
		"gone | gone/gone_windows.go:3:8: package example.com/m/nowhere is not in module example.com/m | windows",
		"inner | inner/inner_darwin.go:3:8: use of internal package example.com/m/clean/internal/secret not allowed | darwin",
		"int | int/int.go:3:17: cannot use 1 << 40 (untyped int constant 1099511627776) as int value in constant declaration (overflows) | plan9,windows",
		"kill | kill/kill.go:5:43: undefined: syscall.Kill | plan9,windows",
		"kill | kill/kill.go:5:61: undefined: syscall.SIGUSR1 | js,plan9,windows",
		"kill | kill/kill.go:8:6: same redeclared in this block | darwin,js,linux,plan9,windows",
		"\tkill/kill.go:7:6: other declaration of same",
		"mixed | mixed/other_plan9.go: found packages mixed (mixed.go) and other (other_plan9.go) in mixed | plan9",
		"types | types/types_windows.go:5:13: cannot use syscall.Stdin (variable of uintptr type syscall.Handle) as int value in variable declaration | windows",
		"usecgo | usecgo/usecgo.go:3:8: build constraints exclude all Go files in example.com/m/cgoonly | darwin,js,linux,plan9,windows",
		"usejs | usejs/usejs.go:3:8: build constraints exclude all Go files in syscall/js | darwin,linux,plan9,windows",
		"usewin | usewin/usewin.go:3:8: build constraints exclude all Go files in example.com/m/winonly | darwin,js,linux,plan9",
	}
	diff(t, findingsOf(report), want)
}

// on returns the GOOS of ports; those of these tests have one GOARCH each.
func on(ports platform.Set) string {
	var list []string
	for p := range ports.Ports() {
		list = append(list, p.GOOS)
	}
	return strings.Join(list, ",")
}

func findingsOf(r *finding.Report) []string {
	var list []string
	for _, f := range r.Findings {
		list = append(list, strings.TrimPrefix(f.Package, "example.com/m/")+" | "+errorText(f)+" | "+on(f.Ports))
		for _, r := range f.Related {
			list = append(list, "\t"+errorText(finding.Finding{Position: r.Position, Message: r.Message}))
		}
	}
	return list
}

func problemsOf(r *finding.Report) []string {
	var list []string
	for _, p := range r.Problems {
		list = append(list, p.Message+" | "+on(p.Ports))
	}
	return list
}

func reportText(r *finding.Report) string {
	return strings.Join(slices.Concat(findingsOf(r), verdictsOf(r), problemsOf(r)), "\n")
}

func diff(t *testing.T, got, want []string) {
	t.Helper()
	for _, s := range got {
		if !slices.Contains(want, s) {
			t.Errorf("unexpected: %s", s)
		}
	}
	for _, s := range want {
		if !slices.Contains(got, s) {
			t.Errorf("missing:    %s", s)
		}
	}
}

// TestVerdicts looks at statuses that go build alone does not tell apart.
func TestVerdicts(t *testing.T) {
	dir := extract(t, "ports.txtar")
	got := verdictsOf(Run(t.Context(), config(t, dir, fastPorts, "./...")))
	for _, want := range []string{
		"cgoonly fail on linux,windows: build constraints exclude all Go files in example.com/m/cgoonly",
		"cmd/app ok on linux,windows",
		"cmd/killer blocked on windows: example.com/m/fixed",
		"cmd/killer ok on linux",
		"usecgo blocked on linux,windows: example.com/m/cgoonly",
		"usejs blocked on linux,windows: syscall/js",
		"usekill blocked on windows: example.com/m/fixed",
		"winonly fail on linux: build constraints exclude all Go files in example.com/m/winonly",
		"winonly ok on windows",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("no verdict %q in\n%s", want, strings.Join(got, "\n"))
		}
	}
	for _, v := range got {
		if strings.HasPrefix(v, "testonly") || strings.HasPrefix(v, "lonely") {
			t.Errorf("unexpected %q", v) // has no files on these ports nor on the host
		}
	}
	// Asked for by name, and what is excluded is an error.
	report := Run(t.Context(), config(t, dir, fastPorts, "./winonly", "./clean"))
	diff(t, verdictsOf(report), []string{
		"clean ok on linux,windows",
		"winonly fail on linux: build constraints exclude all Go files in example.com/m/winonly",
		"winonly ok on windows",
	})
	if len(report.Findings) != 1 || report.Findings[0].File != "winonly/winonly_windows.go" {
		t.Errorf("findings are %+v", report.Findings)
	}
}

func verdictsOf(r *finding.Report) []string {
	var list []string
	for _, v := range r.Verdicts {
		s := strings.TrimPrefix(v.Package, "example.com/m/") + " " + string(v.Status) + " on " + on(v.Ports)
		if len(v.Errors) > 0 {
			s += ": " + strings.Join(v.Errors, ", ")
		}
		list = append(list, s)
	}
	return list
}

// TestJobs wants the same report however many ports are built at once.
func TestJobs(t *testing.T) {
	dir := extract(t, "ports.txtar")
	cfg := config(t, dir, oraclePorts, "./...")
	cfg.Jobs = 1
	want := Run(t.Context(), cfg)
	cfg.Jobs = 5
	if got := Run(t.Context(), cfg); !reflect.DeepEqual(got, want) {
		t.Errorf("got\n%s\nwant\n%s", reportText(got), reportText(want))
	}
}

// TestGoflags wants no flag of the user to disturb what is read from the go
// command, and -tags to count.
func TestGoflags(t *testing.T) {
	dir := extract(t, "ports.txtar")
	cfg := config(t, dir, fastPorts, "./...")
	want := Run(t.Context(), cfg)
	if len(want.Findings) == 0 {
		t.Fatal("no findings to compare")
	}
	output := filepath.Join(dir, "output")
	for _, flags := range []string{"-v", "-x", "-n", "-work", "-json", "-f={{.Name}}", "-test", "-m", "-o=" + output, "-tags=other", "-v -x -mod=mod"} {
		cfg.Go = &gocmd.Runner{Dir: dir, Env: environ("GOFLAGS=" + flags)}
		got := Run(t.Context(), cfg)
		got.Revision = want.Revision // it may be another way of building
		if !reflect.DeepEqual(got, want) {
			t.Errorf("GOFLAGS=%s: got\n%s\nwant\n%s", flags, reportText(got), reportText(want))
		}
	}
	if _, err := os.Stat(output); err == nil {
		t.Error("-o of GOFLAGS was written")
	}
}

func TestTags(t *testing.T) {
	dir := t.TempDir()
	write(t, dir, txtar.Parse([]byte(`
-- go.mod --
module example.com/m
-- a.go --
package m
-- tagged.go --
//go:build some && tag

package m

var _ = undefined
`)))
	for _, test := range []struct {
		goflags string
		tags    []string
		want    int
	}{
		{"", nil, 0},
		{"-tags=some,tag", nil, 1},
		{"-tags=some,tag", []string{"tag"}, 0},
		{"", []string{"some", "tag"}, 1},
	} {
		cfg := config(t, dir, "linux/amd64", ".")
		cfg.Go.Env = environ("GOFLAGS=" + test.goflags)
		cfg.Tags = test.tags
		if got := len(Run(t.Context(), cfg).Findings); got != test.want {
			t.Errorf("GOFLAGS=%s, tags %q: %d findings, want %d", test.goflags, test.tags, got, test.want)
		}
	}
}

// TestInterrupt cancels after the first port. That one is reported, the
// others are not.
func TestInterrupt(t *testing.T) {
	dir := extract(t, "ports.txtar")
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	cfg := config(t, dir, oraclePorts, "./kill", "./clean")
	cfg.Jobs = 1
	cfg.Progress = &recorder{done: func(Outcome) { cancel() }}
	report := Run(ctx, cfg)
	if code := report.ExitCode(); code != 2 {
		t.Errorf("exit code %d, want 2", code)
	}
	const first, others = "darwin", "js,linux,plan9,windows"
	if len(report.Problems) != 1 || report.Problems[0].Message != "interrupted: 4 of 5 ports were not built" ||
		on(report.Problems[0].Ports) != others {
		t.Errorf("problems are %+v", report.Problems)
	}
	diff(t, verdictsOf(report), []string{
		"clean ok on " + first,
		"clean skipped on " + others,
		"kill fail on " + first + ": kill/kill.go:8:6: same redeclared in this block",
		"kill skipped on " + others,
	})
	if len(report.Findings) != 1 {
		t.Errorf("%d findings, want 1", len(report.Findings))
	}
}

// A recorder is a Progress that remembers.
type recorder struct {
	calls []string
	done  func(Outcome)
}

func (r *recorder) Start(ports []platform.Port)     { r.calls = append(r.calls, "start") }
func (r *recorder) Begin(port platform.Port, _ int) { r.calls = append(r.calls, "begin "+port.Pair()) }
func (r *recorder) Compile(platform.Port, string)   {}
func (r *recorder) Stop()                           { r.calls = append(r.calls, "stop") }
func (r *recorder) Done(o Outcome) {
	r.calls = append(r.calls, "done "+o.Port.Pair())
	if r.done != nil {
		r.done(o)
	}
}

func TestProgress(t *testing.T) {
	dir := extract(t, "ports.txtar")
	cfg := config(t, dir, fastPorts, "./clean", "./fixed", "./usekill", "./winonly")
	cfg.Jobs = 1
	var got []Outcome
	rec := &recorder{done: func(o Outcome) {
		if len(o.Findings) != 1 {
			t.Errorf("%d findings on %s, want 1", len(o.Findings), o.Port)
		}
		o.Elapsed, o.Findings = 0, nil
		got = append(got, o)
	}}
	cfg.Progress = rec
	Run(t.Context(), cfg)
	linux, windows := platform.Port{GOOS: "linux", GOARCH: "amd64"}, platform.Port{GOOS: "windows", GOARCH: "386"}
	want := []Outcome{{Port: windows, Packages: 4, Failed: 2}, {Port: linux, Packages: 4, Failed: 1}} // what fails comes first
	if !reflect.DeepEqual(got, want) {
		t.Errorf("outcomes are %+v, want %+v", got, want)
	}
	calls := []string{"start", "begin windows/386", "done windows/386", "begin linux/amd64", "done linux/amd64", "stop"}
	if !slices.Equal(rec.calls, calls) {
		t.Errorf("calls are %q, want %q", rec.calls, calls)
	}
}

func TestPorts(t *testing.T) {
	for _, test := range []struct {
		targets string
		mode    CgoMode
		want    string
	}{
		{"linux/amd64", CgoOff, "linux/amd64:nocgo"},
		{"linux/amd64:cgo", CgoOff, "linux/amd64:cgo"},
		{"linux/amd64:nocgo,windows/386:cgo,plan9/arm", CgoOff, "plan9/arm,linux/amd64:nocgo,windows/386:cgo"},
		{"linux/amd64", "", "linux/amd64:nocgo"},
		{"linux/amd64,plan9/arm,windows/386:cgo", CgoAuto, "linux/amd64,plan9/arm,windows/386:cgo"},
		{"linux/amd64", CgoOn, "linux/amd64"},
	} {
		targets, err := platform.Parse(test.targets)
		if err != nil {
			t.Fatal(err)
		}
		want, err := platform.Parse(test.want)
		if err != nil {
			t.Fatal(err)
		}
		if got := Ports(targets, test.mode); got != want {
			t.Errorf("Ports(%s, %s) = %s, want %s", targets, test.mode, got, want)
		}
	}
	if got, want := Ports(platform.All(), CgoOff).Len(), 47; got < want {
		t.Errorf("%d ports are built of all, want %d or more", got, want)
	}
}

func TestDivide(t *testing.T) {
	const gb = 1 << 30
	for _, test := range []struct {
		jobs, ports, cpus int
		memory            uint64
		want              share
		env               string
	}{
		{0, 8, 1, 8 * gb, share{1, 1, 8 * gb}, "GOMAXPROCS=1 GOGC=off GOMEMLIMIT=4096MiB"},
		{0, 8, 2, 0, share{2, 2, 0}, "GOMAXPROCS=1"},
		{0, 8, 2, 8 * gb, share{2, 2, 8 * gb}, "GOMAXPROCS=1 GOGC=off GOMEMLIMIT=1024MiB"},
		{0, 8, 2, 8*gb - 1, share{2, 2, 8*gb - 1}, "GOMAXPROCS=1 GOGC=400"},
		{0, 8, 2, 2 * gb, share{2, 2, 2 * gb}, "GOMAXPROCS=1"},
		{0, 8, 2, gb / 2, share{1, 1, gb / 2}, "GOMAXPROCS=2"},
		{0, 8, 2, 1, share{1, 1, 1}, "GOMAXPROCS=2"},
		{0, 1, 2, 8 * gb, share{1, 2, 8 * gb}, "GOMAXPROCS=1 GOGC=off GOMEMLIMIT=2048MiB"},
		{0, 8, 16, 64 * gb, share{8, 2, 64 * gb}, "GOMAXPROCS=1 GOGC=off GOMEMLIMIT=2048MiB"},
		{0, 8, 16, 4 * gb, share{5, 2, 4 * gb}, "GOMAXPROCS=1"},
		{0, 2, 16, 64 * gb, share{2, 8, 64 * gb}, "GOMAXPROCS=1 GOGC=off GOMEMLIMIT=2048MiB"},
		{0, 0, 4, 8 * gb, share{1, 4, 8 * gb}, "GOMAXPROCS=1 GOGC=off GOMEMLIMIT=1024MiB"},
		{3, 8, 4, 1, share{3, 2, 1}, "GOMAXPROCS=1"},
		{9, 20, 4, 1, share{9, 1, 1}, "GOMAXPROCS=1"},
	} {
		got := divide(test.jobs, test.ports, test.cpus, test.memory)
		env := strings.Join(got.environ(test.cpus, func(string) string { return "" }), " ")
		if got != test.want || env != test.env {
			t.Errorf("divide(%d, %d, %d, %d) = %v, %q, want %v, %q", test.jobs, test.ports, test.cpus, test.memory, got, env, test.want, test.env)
		}
		if env := got.environ(test.cpus, func(string) string { return "1" }); len(env) > 0 {
			t.Errorf("the user has set all, but %q", env)
		}
	}
}
