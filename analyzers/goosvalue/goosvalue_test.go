package goosvalue_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/goosvalue"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	for _, dir := range []string{"basic", "ok", "built", "names"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, goosvalue.Analyzer, "goosvalue/"+dir, vettest.Options{})
		})
	}
}
