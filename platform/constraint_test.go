package platform

import (
	"bytes"
	"go/build"
	"go/build/constraint"
	"io"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// parseConstraint parses the text of a //go:build line and fails if it is not
// in canonical form.
func parseConstraint(t testing.TB, text string) constraint.Expr {
	t.Helper()
	x, err := constraint.Parse("//go:build " + text)
	if err != nil {
		t.Fatalf("Parse(%q): %v", text, err)
	}
	if x.String() != text {
		t.Fatalf("%q is not in canonical form: %q", text, x)
	}
	return x
}

// evalConstraint returns the ports on which x holds, asked one by one. No tag
// but ignore may be one that ports do not decide.
func evalConstraint(t testing.TB, x constraint.Expr) Set {
	t.Helper()
	var s Set
	for p := range All().Ports() {
		holds := x.Eval(func(tag string) bool {
			set, ok := Tag(tag)
			if !ok && tag != "ignore" {
				t.Fatalf("%v: no port decides %s", x, tag)
			}
			return set.Contains(p)
		})
		if holds {
			s = s.Union(Of(p))
		}
	}
	return s
}

// A rank is what ConstraintBetween minimises: tags, parentheses, GOARCH tags,
// negations, bytes.
type rank [5]int

func (r rank) less(q rank) bool { return slices.Compare(r[:], q[:]) < 0 }

func rankOf(x constraint.Expr) rank {
	text := x.String()
	r := rank{1: strings.Count(text, "("), 3: strings.Count(text, "!"), 4: len(text)}
	x.Eval(func(tag string) bool { // which asks for every tag, as often as it occurs
		r[0]++
		if KnownArch(tag) {
			r[2]++
		}
		return false
	})
	return r
}

// A shape makes random Sets of one kind.
type shape struct {
	name string
	n    int // how many a test takes; more than 20,000 of all shapes
	set  func(r *rand.Rand) Set
}

func randomPair(r *rand.Rand) Set { i := r.IntN(len(pairs)); return Set{1 << i, 1 << i}.Intersect(all) }
func randomOS(r *rand.Rand) Set   { return OS(pairs[r.IntN(len(pairs))].goos) }
func randomArch(r *rand.Rand) Set { return Arch(pairs[r.IntN(len(pairs))].goarch) }

// unionOf returns the union of 1 to n Sets.
func unionOf(r *rand.Rand, n int, set func(r *rand.Rand) Set) Set {
	var s Set
	for range 1 + r.IntN(n) {
		s = s.Union(set(r))
	}
	return s
}

// cgoOnOff returns s, or its ports with cgo on, or those with cgo off.
func cgoOnOff(r *rand.Rand, s Set) Set {
	return s.Intersect([]Set{all, all, {cgo: all.cgo}, {nocgo: all.nocgo}}[r.IntN(4)])
}

// randomFormula returns the Set of a random formula of n tags.
func randomFormula(r *rand.Rand, n int) Set {
	var s Set
	if n == 1 {
		all := []string{"unix", "cgo", pairs[r.IntN(len(pairs))].goos, pairs[r.IntN(len(pairs))].goarch}
		s, _ = Tag(all[r.IntN(len(all))])
	} else {
		k := 1 + r.IntN(n-1)
		s = randomFormula(r, k).Intersect(randomFormula(r, n-k))
	}
	if r.IntN(2) == 0 {
		s = s.Complement()
	}
	return s
}

var shapes = []shape{
	{"any", 700, randomSet},
	{"formula", 10000, func(r *rand.Rand) Set { return randomFormula(r, 1+r.IntN(9)) }},
	{"os", 2500, func(r *rand.Rand) Set { return unionOf(r, 12, randomOS) }},
	{"os less arch", 1500, func(r *rand.Rand) Set { return unionOf(r, 6, randomOS).Minus(unionOf(r, 3, randomArch)) }},
	{"os and arch", 2500, func(r *rand.Rand) Set {
		return cgoOnOff(r, unionOf(r, 6, randomOS).Intersect(unionOf(r, 5, randomArch)))
	}},
	{"os or os and arch", 2000, func(r *rand.Rand) Set {
		return unionOf(r, 3, randomOS).Union(unionOf(r, 2, func(r *rand.Rand) Set {
			return cgoOnOff(r, randomOS(r).Intersect(unionOf(r, 5, randomArch)))
		}))
	}},
	{"few pairs", 500, func(r *rand.Rand) Set { return unionOf(r, 6, randomPair) }},
	{"all but few pairs", 500, func(r *rand.Rand) Set { return unionOf(r, 6, randomPair).Complement() }},
}

func TestConstraintDenotes(t *testing.T) {
	for _, shape := range shapes {
		t.Run(shape.name, func(t *testing.T) {
			t.Parallel()
			r := rand.New(rand.NewPCG(3, 4))
			n := shape.n
			if testing.Short() {
				n /= 10
			}
			for range n {
				s := shape.set(r)
				text := s.Constraint()
				if (text == "") != (s == all) || (text == "ignore") != s.Empty() {
					t.Fatalf("constraint of %v is %q", s, text)
				}
				if text == "" {
					continue
				}
				if got := evalConstraint(t, parseConstraint(t, text)); got != s {
					t.Fatalf("constraint of %v is %q, which holds on %v", s, text, got)
				}
			}
		})
	}
}

func TestConstraintBetween(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 6))
	noises := []func() Set{
		func() Set { return unionOf(r, 3, randomOS) },
		func() Set { return unionOf(r, 3, randomArch) },
		func() Set { return unionOf(r, 6, randomPair) },
		func() Set { return Set{r.Uint64() & r.Uint64(), r.Uint64() & r.Uint64()}.Intersect(all) },
	}
	for n := 0; n < 2000; {
		s := shapes[r.IntN(len(shapes))].set(r)
		lo, hi := s.Minus(noises[r.IntN(len(noises))]()), s.Union(noises[r.IntN(len(noises))]())
		text, ok := ConstraintBetween(lo, hi)
		if !ok || (text == "") != (hi == all) || (text == "ignore") != (lo.Empty() && hi != all) {
			t.Fatalf("constraint between %v and %v is %q, %v", lo, hi, text, ok)
		}
		if text, ok := ConstraintBetween(hi, lo); ok && lo != hi {
			t.Fatalf("%q for what lies between %v and its subset %v", text, hi, lo)
		}
		if lo.Empty() || hi == all {
			continue
		}
		n++
		x := parseConstraint(t, text)
		if got := evalConstraint(t, x); !lo.SubsetOf(got) || !got.SubsetOf(hi) {
			t.Fatalf("%q holds on %v, not between %v and %v", text, got, lo, hi)
		}
		if s.Empty() || s == all {
			continue
		}
		if one := rankOf(parseConstraint(t, s.Constraint())); one[0] <= 4 && one.less(rankOf(x)) {
			t.Errorf("constraint between %v and %v is %q, but %q lies there too", lo, hi, text, s.Constraint())
		}
	}
}

func TestConstraint(t *testing.T) {
	for _, test := range []struct{ set, want string }{
		{"all", ""},
		{"unix", "unix"},
		{"all,!unix", "!unix"},
		{"all,!windows", "!windows"},
		{"all,!windows,!plan9", "!plan9 && !windows"},
		{"linux,android", "linux"},
		{"linux", "linux && !android"},
		{"linux,android,!*/arm64", "linux && !arm64"},
		{"linux:cgo,android:cgo", "cgo && linux"},
		{"darwin,ios", "darwin"},
		{"darwin,ios,linux,android", "darwin || linux"},
		{"js,wasip1", "wasm"},
		{"all:cgo", "cgo"},
		{"all:nocgo", "!cgo"},
		{"unix:cgo", "cgo && unix"},
		{"unix:nocgo,windows", "(unix && !cgo) || windows"},
		{"windows/arm64", "arm64 && windows"},
		{"{linux,android}/{386,amd64}", "(386 || amd64) && linux"},
		{"{linux,android}/arm64,linux/riscv64", "(arm64 || riscv64) && linux"},
		{"linux/{arm64,riscv64}", "(arm64 || riscv64) && linux && !android"},
		{"linux/amd64:cgo", "amd64 && cgo && linux && !android"},
		{"all,!linux/amd64,!android/amd64", "!amd64 || !linux"},
		{"all,!js,!wasip1,!plan9,!windows/386", "unix || (windows && !386)"},
		{"*/386,*/arm,*/mips,*/mipsle", "386 || arm || mips || mipsle"},
		{"dragonfly,freebsd,netbsd,openbsd", "dragonfly || freebsd || netbsd || openbsd"},
		{"unix,!aix,!solaris,!illumos", "unix && !aix && !solaris"},
		{"darwin,dragonfly,freebsd,netbsd,openbsd", "unix && !aix && !ios && !linux && !solaris"},
		{"windows/{amd64,arm64},darwin,ios,linux,android", "darwin || linux || (windows && !386)"},
		{"{darwin,linux,windows}/{amd64,arm64}:cgo", "(amd64 || arm64) && cgo && (darwin || linux || windows) && !android && !ios"},
		{"first-class", "((386 || amd64 || arm || arm64) && linux && !android) || (darwin && !ios) || (windows && !arm64)"},
	} {
		if got := mustParse(t, test.set).Constraint(); got != test.want {
			t.Errorf("constraint of %s = %q, want %q", test.set, got, test.want)
		}
	}
	if got := (Set{}).Constraint(); got != "ignore" {
		t.Errorf("constraint of no port = %q, want ignore", got)
	}
	for _, test := range []struct{ lo, hi, want string }{
		{"unix", "unix,js,wasip1", "unix"},
		{"linux,darwin", "unix,js,wasip1", "unix"},
		{"linux,darwin", "linux,darwin,android,ios", "darwin || linux"},
		{"linux", "linux,android,windows", "linux"},
		{"linux/amd64", "*/amd64", "amd64"},
		{"linux/amd64", "linux,android,*/amd64", "linux"},
		{"windows", "windows,plan9,js", "windows"},
		{"linux:cgo", "unix:cgo,linux,android", "linux"},
		{"all,!windows", "all", ""},
	} {
		if got, ok := ConstraintBetween(mustParse(t, test.lo), mustParse(t, test.hi)); !ok || got != test.want {
			t.Errorf("constraint between %s and %s = %q, %v; want %q", test.lo, test.hi, got, ok, test.want)
		}
	}
	if got, ok := ConstraintBetween(Set{}, OS("linux")); !ok || got != "ignore" {
		t.Errorf("constraint between none and linux = %q, %v; want ignore", got, ok)
	}
}

// enumerate returns the least rank of each Set, but the empty one and all
// ports, that an expression of at most three tags denotes. It goes through
// all the expressions there are, but for the order of operands.
func enumerate() map[Set]rank {
	type expr struct {
		set Set
		op  string
		rank
	}
	least := map[Set]rank{}
	record := func(x expr) expr {
		if old, ok := least[x.set]; (!ok || x.rank.less(old)) && !x.set.Empty() && x.set != all {
			least[x.set] = x.rank
		}
		return x
	}
	join := func(x expr, op string, y expr) expr {
		j := expr{x.set.Union(y.set), op, x.rank}
		if op == "&&" {
			j.set = x.set.Intersect(y.set)
		}
		for i := range j.rank {
			j.rank[i] += y.rank[i]
		}
		j.rank[4] += len(" && ")
		for _, operand := range []expr{x, y} {
			if operand.op != op && operand.op != "" {
				j.rank[1]++
				j.rank[4] += len("()")
			}
		}
		return record(j)
	}
	var ones, twos []expr
	for _, tag := range slices.Concat(knownOS[:], knownArch[:], []string{"unix", "cgo"}) {
		if s, _ := Tag(tag); !s.Empty() {
			x := expr{s, "", rank{0: 1, 4: len(tag)}}
			if KnownArch(tag) {
				x.rank[2] = 1
			}
			not := expr{s.Complement(), "", x.rank}
			not.rank[3]++
			not.rank[4] += len("!")
			ones = append(ones, record(x), record(not))
		}
	}
	for i, x := range ones {
		for _, y := range ones[:i] {
			twos = append(twos, join(x, "&&", y), join(x, "||", y))
		}
	}
	for _, x := range twos {
		for _, y := range ones {
			join(x, "&&", y)
			join(x, "||", y)
		}
	}
	return least
}

func TestConstraintIsShortest(t *testing.T) {
	least := enumerate()
	for s, want := range least {
		text := s.Constraint()
		if got := rankOf(parseConstraint(t, text)); got != want {
			t.Errorf("constraint of %v is %q of rank %d, there is one of %d", s, text, got, want)
		}
	}

	sets := slices.Collect(maps.Keys(least))
	slices.SortFunc(sets, func(s, t Set) int { // a map is in random order
		return strings.Compare(s.String(), t.String())
	})
	r := rand.New(rand.NewPCG(7, 8))
	for range 1500 {
		s := sets[r.IntN(len(sets))]
		noise := Set{r.Uint64() & r.Uint64(), r.Uint64() & r.Uint64()}.Intersect(all)
		lo, hi := s.Minus(noise), s.Union(noise)
		if lo.Empty() || hi == all {
			continue
		}
		want := least[s]
		for _, s := range sets {
			if lo.SubsetOf(s) && s.SubsetOf(hi) && least[s].less(want) {
				want = least[s]
			}
		}
		text, _ := ConstraintBetween(lo, hi)
		if got := rankOf(parseConstraint(t, text)); got != want {
			t.Errorf("constraint between %v and %v is %q of rank %d, there is one of %d", lo, hi, text, got, want)
		}
	}

	// Of the Sets that take four tags, some.
	var ofTags [4][]Set
	for _, s := range sets {
		n := least[s][0]
		ofTags[n] = append(ofTags[n], s)
	}
	for range 4000 {
		n := 1 + r.IntN(2)
		x, y := ofTags[n][r.IntN(len(ofTags[n]))], ofTags[4-n][r.IntN(len(ofTags[4-n]))]
		s := x.Union(y)
		if _, ok := least[s]; ok || s == all {
			continue
		}
		want := rank{1: 2, 4: len("() || ()")} // at most: x and y in parentheses
		for i := range want {
			want[i] += least[x][i] + least[y][i]
		}
		text := s.Constraint()
		if got := rankOf(parseConstraint(t, text)); want.less(got) {
			t.Errorf("constraint of %v is %q of rank %d, there is one of %d", s, text, got, want)
		}
		if text := s.Complement().Constraint(); rankOf(parseConstraint(t, text))[0] != 4 {
			t.Errorf("constraint of %v is %q, that of its complement has four tags", s.Complement(), text)
		}
	}
}

// TestConstraintStd compares with what people write: no constraint of the
// standard library has fewer tags than what is found for its ports.
func TestConstraintStd(t *testing.T) {
	lines := map[string]constraint.Expr{}
	root := filepath.Join(build.Default.GOROOT, "src")
	err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") {
			return err
		}
		f, err := os.Open(path)
		if err != nil {
			return err
		}
		defer f.Close()
		src, err := io.ReadAll(io.LimitReader(f, 2048))
		if err != nil {
			return err
		}
		for line := range bytes.Lines(src) {
			if text := string(line); constraint.IsGoBuild(text) {
				if x, err := constraint.Parse(text); err == nil {
					lines[x.String()] = x
				}
			}
		}
		return nil
	})
	if err != nil {
		t.Skipf("no source of the standard library: %v", err)
	}
	n := 0
	for text, x := range lines {
		decided := true
		x.Eval(func(tag string) bool { // which asks for every tag
			s, ok := Tag(tag)
			decided = decided && ok && !s.Empty() && !featureTag(tag)
			return true
		})
		if !decided {
			continue
		}
		n++
		s := evalConstraint(t, x)
		if got := s.Constraint(); got != "" && rankOf(parseConstraint(t, got))[0] > rankOf(x)[0] {
			t.Errorf("constraint of %v is %q, longer than %q", s, got, text)
		}
	}
	if n < 100 {
		t.Errorf("found %d constraints", n)
	}
}

// naiveTags counts the tags of an expression that names each port of s:
// "linux && amd64 && cgo && !android || …".
func naiveTags(s Set) int {
	n := 0
	for p := range s.Ports() {
		n += 2
		if Of(p).AnyCgo().Len() > 1 {
			n++
		}
		if tags[p.GOOS].Intersect(Arch(p.GOARCH)) != OS(p.GOOS).Intersect(Arch(p.GOARCH)) {
			n++
		}
	}
	return n
}

func BenchmarkSetConstraint(b *testing.B) {
	smallFormulas()
	typical := func(r *rand.Rand) Set {
		list := []string{"unix", "all,!windows", "linux,android", "darwin,ios,linux,android", "unix:cgo", "linux/{arm64,riscv64}"}
		return mustParse(b, list[r.IntN(len(list))])
	}
	anything := func(r *rand.Rand) Set { return Set{r.Uint64(), r.Uint64()}.Intersect(all) }
	for _, shape := range append([]shape{{"typical", 0, typical}, {"random", 0, anything}}, shapes...) {
		b.Run(strings.ReplaceAll(shape.name, " ", "_"), func(b *testing.B) {
			r := rand.New(rand.NewPCG(9, 10))
			var sets []Set
			got, naive := 0, 0
			for len(sets) < 64 {
				s := shape.set(r)
				if s.Empty() || s == all {
					continue
				}
				sets = append(sets, s)
				naive += naiveTags(s)
				got += rankOf(parseConstraint(b, s.Constraint()))[0]
			}
			for i := 0; b.Loop(); i++ {
				sets[i%len(sets)].Constraint()
			}
			b.ReportMetric(float64(got)/float64(naive), "tags/naive")
			b.ReportMetric(float64(got)/float64(len(sets)), "tags")
		})
	}
}

func BenchmarkConstraintTable(b *testing.B) {
	for b.Loop() {
		newTable()
	}
}
