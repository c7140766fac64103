package platformapi_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/platformapi"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, dir := range []string{"basic", "ok", "fix"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, platformapi.Analyzer, "platformapi/"+dir, vettest.Options{})
		})
	}
}
