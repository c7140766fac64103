package constraint

import (
	"path/filepath"
	"reflect"
	"testing"
)

// diffHeaders compares what scanHeader makes of src, and of the first part of
// it, with what readHeader does. It reports whether src is plain.
func diffHeaders(t *testing.T, src []byte, cut int) bool {
	t.Helper()
	start := startOf(src)
	h, plain := scanHeader(src, start, true)
	if plain {
		want := readHeader(src, start)
		want.lead = h.lead
		if !reflect.DeepEqual(h, want) {
			t.Errorf("%q:\nscanHeader %+v\nreadHeader %+v", src, h, want)
		}
	}
	if cut < start {
		return plain
	}
	if part, ok := scanHeader(src[:cut], start, false); ok && (!plain || !reflect.DeepEqual(part, h)) {
		t.Errorf("%q, cut at %d:\n%+v, but the whole is\n%+v, %v", src, cut, part, h, plain)
	}
	return plain
}

func TestScanHeader(t *testing.T) {
	plain, total := 0, 0
	for _, file := range mustCorpus(t) {
		if filepath.Ext(file.path) != ".go" {
			continue
		}
		total++
		if diffHeaders(t, file.src, 0) {
			plain++
		}
	}
	if plain < total*95/100 {
		t.Errorf("%d headers of %d are plain", plain, total)
	}
	t.Logf("%d headers of %d are plain", plain, total)
}

// TestScanHeaderCut cuts sources anywhere: what scanHeader says without having
// seen the rest must hold whatever the rest is.
func TestScanHeaderCut(t *testing.T) {
	var sources [][]byte
	for _, test := range nasty {
		sources = append(sources, []byte(test.src))
	}
	for i, file := range mustCorpus(t) {
		if i%200 == 0 {
			sources = append(sources, file.src[:min(len(file.src), 4000)])
		}
	}
	for _, src := range sources {
		for cut := range src {
			diffHeaders(t, src, cut)
		}
	}
}
