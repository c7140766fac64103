package edit

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func TestApply(t *testing.T) {
	for _, test := range []struct {
		name    string
		fixes   [][]Edit
		want    string
		dropped []int
	}{
		{"none", nil, "hello", nil},
		{"insert", [][]Edit{{{0, 0, "> "}}}, "> hello", nil},
		{"append", [][]Edit{{{5, 5, "!"}}}, "hello!", nil},
		{"order does not matter", [][]Edit{{{4, 5, "0"}}, {{0, 1, "H"}}}, "Hell0", nil},
		{"equal edits are one", [][]Edit{{{0, 0, "> "}}, {{0, 0, "> "}}}, "> hello", nil},
		{"insertions at one place conflict", [][]Edit{{{0, 0, "a"}}, {{0, 0, "b"}}}, "ahello", []int{1}},
		{"overlap", [][]Edit{{{0, 3, "J"}}, {{2, 4, "x"}}}, "Jlo", []int{1}},
		{"a fix is made whole or not at all", [][]Edit{{{0, 1, "J"}}, {{3, 4, "x"}, {0, 1, "M"}}}, "Jello", []int{1}},
		{"adjacent", [][]Edit{{{0, 1, "J"}, {1, 2, "u"}}}, "Jullo", nil},
		{"outside", [][]Edit{{{4, 9, "x"}}, {{-1, 0, "x"}}, {{3, 2, "x"}}}, "hello", []int{0, 1, 2}},
	} {
		got, dropped := Apply([]byte("hello"), test.fixes)
		if string(got) != test.want || !slices.Equal(dropped, test.dropped) {
			t.Errorf("%s: %q, %v dropped; want %q, %v", test.name, got, dropped, test.want, test.dropped)
		}
	}
}

// TestDisjoint compares Apply with replacing from the end, on random edits
// that do not touch each other.
func TestDisjoint(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 2000 {
		src := strings.Repeat("0123456789", 3)
		var edits []Edit
		for pos := 0; pos < len(src); {
			e := Edit{Start: pos + r.IntN(5), New: strings.Repeat("x", r.IntN(3))}
			e.End = e.Start + 1 + r.IntN(4)
			if e.End > len(src) {
				break
			}
			edits = append(edits, e)
			pos = e.End
		}
		want := src
		for i := len(edits) - 1; i >= 0; i-- {
			want = want[:edits[i].Start] + edits[i].New + want[edits[i].End:]
		}
		fixes := make([][]Edit, len(edits))
		for i, j := range r.Perm(len(edits)) {
			fixes[i] = edits[j : j+1]
		}
		if got, dropped := Apply([]byte(src), fixes); string(got) != want || len(dropped) != 0 {
			t.Fatalf("%v: %q, %v dropped; want %q", edits, got, dropped, want)
		}
	}
}
