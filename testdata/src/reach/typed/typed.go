// Package typed has exits that only the types tell.
package typed

import (
	"log"
	"runtime"
	"testing"
)

type suite struct{ t *testing.T }

func (s *suite) T() *testing.T { return s.t }

func (s *suite) test() {
	if runtime.GOOS == "windows" {
		s.T().Skip()
	}
	reached("!windows", "all")
	if runtime.GOOS == "plan9" {
		s.t.Skip()
	}
	reached("!windows,!plan9", "all")
}

type embedded struct{ testing.TB }

func test(e embedded, l *log.Logger) {
	if runtime.GOOS == "windows" {
		e.Skip()
	}
	reached("!windows", "all")
	if runtime.GOOS == "plan9" {
		l.Fatal()
	}
	reached("!windows,!plan9", "all")
}

type wrapper struct{ testing.TB }

func (wrapper) Skip(args ...any) {}

func wrapped(w wrapper) {
	w.Skip()
	reached("all")
}
