package missingimpl_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/missingimpl"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, dir := range []string{"basic", "ok", "tests", "twice", "bodies", "bodiesok", "instructions", "never", "cgo", "orphan", "members", "accident"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, missingimpl.Analyzer, "missingimpl/"+dir, vettest.Options{})
		})
	}
}
