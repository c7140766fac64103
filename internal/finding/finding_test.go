package finding

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// random makes values of few kinds, so that equal ones are common.
type random struct{ *rand.Rand }

func newRandom() random { return random{rand.New(rand.NewPCG(1, 2))} }

func (r random) text() string { return []string{"", "a", "b", "ab"}[r.IntN(4)] }

func (r random) ports() platform.Set {
	var s platform.Set
	for _, goos := range []string{"linux", "plan9", "windows"} {
		if r.IntN(2) == 0 {
			s = s.Union(platform.OS(goos))
		}
	}
	return s
}

func (r random) position() Position {
	return Position{r.text(), r.IntN(3), r.IntN(2), r.IntN(2), r.IntN(2)}
}

func (r random) finding() Finding {
	f := Finding{
		Analyzer: r.text(),
		Severity: []Severity{Error, Warning}[r.IntN(2)],
		Package:  r.text(),
		Position: r.position(),
		Message:  r.text(),
		Ports:    r.ports(),
	}
	for range max(0, r.IntN(5)-2) {
		f.Related = append(f.Related, Related{r.position(), r.text()})
	}
	for range max(0, r.IntN(5)-2) {
		fix := Fix{Message: r.text()}
		for range r.IntN(3) {
			fix.Edits = append(fix.Edits, Edit{r.text(), r.IntN(2), r.IntN(2), r.text()})
		}
		f.Fixes = append(f.Fixes, fix)
	}
	return f
}

func (r random) verdict() Verdict {
	v := Verdict{Package: r.text(), Ports: r.ports(), Status: []Status{OK, Fail, Blocked}[r.IntN(3)]}
	for range r.IntN(3) {
		v.Errors = append(v.Errors, r.text())
	}
	return v
}

func (r random) problem() Problem {
	return Problem{r.position(), r.text(), r.ports()}
}

// pool makes values to draw from again and again: equal ones and, with vary,
// ones that are equal but for their ports.
func pool[T any](r random, n int, value func() T, vary func(*T)) []T {
	var list []T
	for range n {
		x := value()
		if len(list) > 0 && r.IntN(2) == 0 {
			x = list[r.IntN(len(list))]
			vary(&x)
		}
		list = append(list, x)
	}
	return list
}

func (r random) findings() []Finding {
	return pool(r, r.IntN(12), r.finding, func(f *Finding) {
		f.Ports = r.ports()
		other := r.finding()
		if r.IntN(3) == 0 {
			f.Fixes = other.Fixes
		}
		if r.IntN(3) == 0 {
			f.Related = other.Related
		}
	})
}

func shuffled[T any](r random, list []T) []T {
	list = slices.Clone(list)
	r.Shuffle(len(list), func(i, j int) { list[i], list[j] = list[j], list[i] })
	return list
}

// identity is what makes findings one, by a road that does not use the
// comparison under test.
func identity(f Finding) string {
	f.Ports, f.Fixes, f.Related = platform.Set{}, nil, nil
	return fmt.Sprintf("%#v", f)
}

func TestMerge(t *testing.T) {
	r := newRandom()
	merged := 0
	for range 5000 {
		a, b := r.findings(), r.findings()
		before := slices.Clone(a)
		got := Merge(a)
		if !reflect.DeepEqual(a, before) {
			t.Fatalf("Merge changed its argument:\n%+v\n%+v", before, a)
		}
		merged += len(a) - len(got)

		// One element per identity, on the union of its ports, in order.
		want := make(map[string]platform.Set)
		fixable := make(map[string]bool)
		for _, f := range a {
			want[identity(f)] = want[identity(f)].Union(f.Ports)
			fixable[identity(f)] = fixable[identity(f)] || len(f.Fixes) > 0
		}
		if len(got) != len(want) {
			t.Fatalf("%d findings, want %d:\n%+v", len(got), len(want), got)
		}
		for i, f := range got {
			if ports, ok := want[identity(f)]; !ok || ports != f.Ports {
				t.Fatalf("%+v\nhas ports %v, want %v", f, f.Ports, ports)
			}
			if fixable[identity(f)] != (len(f.Fixes) > 0) {
				t.Fatalf("fixes were lost or made up: %+v", f)
			}
			if i > 0 && ComparePositions(got[i-1].Position, f.Position) > 0 {
				t.Fatalf("out of order:\n%+v\n%+v", got[i-1], f)
			}
		}

		if again := Merge(got); !reflect.DeepEqual(again, got) {
			t.Fatalf("not idempotent:\n%+v\n%+v", got, again)
		}
		if other := Merge(shuffled(r, a)); !reflect.DeepEqual(other, got) {
			t.Fatalf("depends on the order:\n%+v\n%+v", got, other)
		}
		whole := Merge(append(slices.Clone(a), b...))
		if parts := Merge(append(Merge(b), Merge(a)...)); !reflect.DeepEqual(parts, whole) {
			t.Fatalf("merging parts first differs:\n%+v\n%+v", parts, whole)
		}
	}
	if merged < 5000 {
		t.Errorf("only %d findings were merged: the cases are too much unlike", merged)
	}
}

// Normalize does for verdicts and problems what it does for findings.
func TestNormalize(t *testing.T) {
	r := newRandom()
	for range 2000 {
		report := Report{
			Command:  "check",
			Ports:    platform.All(),
			Findings: r.findings(),
			Verdicts: pool(r, r.IntN(12), r.verdict, func(v *Verdict) { v.Ports = r.ports() }),
			Problems: pool(r, r.IntN(12), r.problem, func(p *Problem) { p.Ports = r.ports() }),
		}
		other := report
		other.Findings = shuffled(r, report.Findings)
		other.Verdicts = shuffled(r, report.Verdicts)
		other.Problems = shuffled(r, report.Problems)

		wantVerdicts := make(map[string]platform.Set)
		for _, v := range report.Verdicts {
			id := fmt.Sprintf("%q %q %q", v.Package, v.Status, v.Errors)
			wantVerdicts[id] = wantVerdicts[id].Union(v.Ports)
		}
		wantProblems := make(map[string]platform.Set)
		for _, p := range report.Problems {
			id := fmt.Sprintf("%+v %q", p.Position, p.Message)
			wantProblems[id] = wantProblems[id].Union(p.Ports)
		}

		report.Normalize()
		other.Normalize()
		if !reflect.DeepEqual(other, report) {
			t.Fatalf("depends on the order:\n%+v\n%+v", report, other)
		}
		if len(report.Verdicts) != len(wantVerdicts) || len(report.Problems) != len(wantProblems) {
			t.Fatalf("%d verdicts, want %d; %d problems, want %d", len(report.Verdicts), len(wantVerdicts), len(report.Problems), len(wantProblems))
		}
		for _, v := range report.Verdicts {
			if want := wantVerdicts[fmt.Sprintf("%q %q %q", v.Package, v.Status, v.Errors)]; v.Ports != want {
				t.Fatalf("%+v: want ports %v", v, want)
			}
		}
		for _, p := range report.Problems {
			if want := wantProblems[fmt.Sprintf("%+v %q", p.Position, p.Message)]; p.Ports != want {
				t.Fatalf("%+v: want ports %v", p, want)
			}
		}
		again := report
		again.Normalize()
		if !reflect.DeepEqual(again, report) {
			t.Fatalf("not idempotent:\n%+v\n%+v", report, again)
		}
	}
}

func TestCompare(t *testing.T) {
	r := newRandom()
	testOrder(t, "ComparePositions", ComparePositions, r.position)
	testOrder(t, "compareFindings", compareFindings, r.finding)
	testOrder(t, "compareVerdicts", compareVerdicts, r.verdict)
	testOrder(t, "compareProblems", compareProblems, r.problem)
}

// testOrder tests that compare is a total order of the values: antisymmetric,
// transitive, and 0 only for values that differ in nothing but their ports.
func testOrder[T any](t *testing.T, name string, compare func(a, b T) int, value func() T) {
	t.Helper()
	sign := func(n int) int { return cmp.Compare(n, 0) }
	for range 20000 {
		a, b, c := value(), value(), value()
		if compare(a, a) != 0 {
			t.Fatalf("%s: %+v is not equal to itself", name, a)
		}
		if sign(compare(a, b)) != -sign(compare(b, a)) {
			t.Fatalf("%s is not antisymmetric:\n%+v\n%+v", name, a, b)
		}
		if compare(a, b) <= 0 && compare(b, c) <= 0 && compare(a, c) > 0 {
			t.Fatalf("%s is not transitive:\n%+v\n%+v\n%+v", name, a, b, c)
		}
		if equalButPorts(a, b) != (compare(a, b) == 0) {
			t.Fatalf("%s takes these for equal, or not:\n%+v\n%+v", name, a, b)
		}
	}
	// Every field counts, also one added tomorrow.
	for range 500 {
		a := value()
		b := a
		change(t, reflect.ValueOf(&b).Elem(), "", func(field string) {
			if compare(a, b) == 0 {
				t.Fatalf("%s does not see a change of %s", name, field)
			}
			if sign(compare(a, b)) != -sign(compare(b, a)) {
				t.Fatalf("%s is not antisymmetric in %s", name, field)
			}
		})
	}
}

// change changes v in one field after the other, however deep but for sets of
// ports, and calls visit after each change, which it then takes back.
func change(t *testing.T, v reflect.Value, path string, visit func(path string)) {
	old := reflect.New(v.Type()).Elem()
	old.Set(v)
	defer v.Set(old)
	switch v.Kind() {
	case reflect.String:
		v.SetString(old.String() + "x")
		visit(path)
	case reflect.Int:
		v.SetInt(old.Int() + 1)
		visit(path)
	case reflect.Struct:
		if v.Type() == reflect.TypeFor[platform.Set]() {
			return
		}
		for i := range v.NumField() {
			change(t, v.Field(i), path+"."+v.Type().Field(i).Name, visit)
		}
	case reflect.Slice:
		v.Set(reflect.Append(reflect.AppendSlice(reflect.Zero(v.Type()), old), reflect.Zero(v.Type().Elem())))
		visit("the length of " + path)
		v.Set(reflect.AppendSlice(reflect.Zero(v.Type()), old)) // not the array of old
		for i := range v.Len() {
			change(t, v.Index(i), path+"[]", visit)
		}
	default:
		t.Fatalf("%s: do not know how to change a %s", path, v.Kind())
	}
}

func equalButPorts[T any](a, b T) bool {
	for _, x := range []*T{&a, &b} {
		if ports := reflect.ValueOf(x).Elem().FieldByName("Ports"); ports.IsValid() {
			ports.SetZero()
		}
	}
	return reflect.DeepEqual(a, b)
}

func TestExitCode(t *testing.T) {
	findings, problems := []Finding{{}}, []Problem{{}}
	for _, test := range []struct {
		name   string
		report Report
		want   int
	}{
		{"clean", Report{}, 0},
		{"verdicts only", Report{Verdicts: []Verdict{{Status: OK}, {Status: Excluded}}}, 0},
		{"findings", Report{Findings: findings}, 1},
		{"problems", Report{Problems: problems}, 2},
		{"both", Report{Findings: findings, Problems: problems}, 2},
	} {
		if got := test.report.ExitCode(); got != test.want {
			t.Errorf("%s: got %d, want %d", test.name, got, test.want)
		}
	}
}

func TestIdle(t *testing.T) {
	linux, windows, plan9 := platform.OS("linux"), platform.OS("windows"), platform.OS("plan9")
	r := Report{Ports: linux.Union(windows).Union(plan9), Verdicts: []Verdict{
		{Package: "a", Ports: linux, Status: OK},
		{Package: "a", Ports: windows.Union(plan9), Status: Excluded},
		{Package: "b", Ports: windows, Status: Blocked},
		{Package: "b", Ports: linux.Union(plan9), Status: Excluded},
	}}
	if got := r.Idle(); got != plan9 {
		t.Errorf("idle on %v, want plan9", got)
	}
	if got := r.ExitCode(); got != 0 {
		t.Errorf("exit code %d, want 0", got)
	}
	r.Ports = plan9
	if got := r.ExitCode(); got != 2 {
		t.Errorf("exit code %d where there is nothing to build, want 2", got)
	}
	if got := (&Report{Ports: plan9}).ExitCode(); got != 0 {
		t.Errorf("exit code %d without verdicts, want 0", got)
	}
}
