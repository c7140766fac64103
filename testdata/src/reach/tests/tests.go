// Package tests has tests that are skipped.
package tests

import (
	"runtime"
	"testing"
)

func TestSkip(t *testing.T) {
	if runtime.GOOS == "windows" {
		t.Skip("no fork")
	}
	reached("!windows")
	if runtime.GOOS == "plan9" {
		t.Skipf("no %s", "signals")
	}
	if runtime.GOOS == "js" {
		t.SkipNow()
	}
	if runtime.GOOS == "wasip1" {
		t.Fatal()
	}
	if runtime.GOOS == "aix" {
		t.FailNow()
	}
	reached("!windows,!plan9,!js,!wasip1,!aix")
	t.Error()
	t.Log()
	reached("!windows,!plan9,!js,!wasip1,!aix")
	t.Run("sub", func(t *testing.T) {
		if runtime.GOOS == "linux" {
			t.Skip()
		}
		reached("!windows,!plan9,!js,!wasip1,!aix,!linux")
	})
	reached("!windows,!plan9,!js,!wasip1,!aix")
}

func BenchmarkSkip(b *testing.B) {
	if runtime.GOOS == "windows" {
		b.Skip()
	}
	reached("!windows")
}

func FuzzSkip(f *testing.F) {
	if runtime.GOOS == "windows" {
		f.Skip()
	}
	reached("!windows")
	f.Fuzz(func(t *testing.T, s string) {
		if runtime.GOOS == "linux" {
			t.Fatalf("")
		}
		reached("!windows,!linux")
	})
}

func helper(tb testing.TB, what string) {
	tb.Helper()
	if runtime.GOOS == "windows" {
		tb.Skip(what)
	}
}

func skipUnless(t *testing.T, goos ...string) {
	for _, goos := range goos {
		if goos == runtime.GOOS {
			return
		}
	}
	t.Skip()
}

func TestHelper(t *testing.T) {
	helper(t, "fork")
	reached("!windows")
	skipUnless(t, "linux")
	reached("!windows")
}

type fake struct{}

func (*fake) Skip() {}

func notATest(t *fake) {
	t.Skip()
	reached("all")
}

func hidden(t *testing.T) {
	{
		t := new(fake)
		t.Skip()
		reached("all")
	}
	t.Skip()
	reached("none")
}
