package apiparity_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/apiparity"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, dir := range []string{"basic", "ok", "broken", "one", "single", "vanished", "stub", "told", "documented", "internal/lib", "cmd", "perport"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, apiparity.Analyzer, "apiparity/"+dir, vettest.Options{})
		})
	}
}
