package constraint

import (
	"path/filepath"
	"strings"
	"testing"
)

// FuzzParse compares with go/build, on every port, any file under any name.
func FuzzParse(f *testing.F) {
	for _, test := range nasty {
		f.Add(test.name, []byte(test.src), test.tags)
	}
	for i, file := range mustCorpus(f) {
		if i%100 == 0 {
			f.Add(filepath.Base(file.path), file.src[:min(len(file.src), 1000)], "")
		}
	}
	f.Fuzz(func(t *testing.T, name string, src []byte, tags string) {
		c := &Context{Tags: strings.Fields(tags)}
		for _, diff := range newOracle(c).diff(c, name, src) {
			t.Error(diff)
		}
		diffHeaders(t, src, len(src)/2)
	})
}

func FuzzAddConstraint(f *testing.F) {
	for i, test := range nasty {
		f.Add([]byte(test.src), editExprs[i%len(editExprs)])
	}
	f.Fuzz(func(t *testing.T, src []byte, expr string) {
		if _, _, _, err := AddConstraint(nil, expr); err != nil {
			return
		}
		checkEdit(t, "x.go", src, expr, askNobody)
	})
}
