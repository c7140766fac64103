package rawsyscall_test

import (
	"testing"

	"github.com/xplatvet/xplatvet/analyzers/rawsyscall"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

const targets = "linux/{386,amd64,arm64},darwin/arm64,windows/386,openbsd/{386,amd64},freebsd/amd64"

func Test(t *testing.T) {
	for _, dir := range []string{"basic", "ok"} {
		t.Run(dir, func(t *testing.T) {
			vettest.Run(t, rawsyscall.Analyzer, "rawsyscall/"+dir, vettest.Options{
				Targets: targets,
				Ports:   "linux/{386,amd64}:nocgo,darwin/arm64:nocgo,windows/386:nocgo,openbsd/amd64:nocgo",
			})
		})
	}
}
