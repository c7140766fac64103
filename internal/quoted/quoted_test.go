package quoted

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

func TestSplit(t *testing.T) {
	for _, test := range []struct {
		in   string
		want []string
		fail bool
	}{
		{"", nil, false},
		{" \t\n", nil, false},
		{"gcc", []string{"gcc"}, false},
		{" aarch64-linux-gnu-gcc  --sysroot=/x ", []string{"aarch64-linux-gnu-gcc", "--sysroot=/x"}, false},
		{`'C:\Program Files\gcc' "it's" a'b`, []string{`C:\Program Files\gcc`, "it's", "a'b"}, false},
		{`"a"b`, []string{"a", "b"}, false},
		{`''`, []string{""}, false},
		{`"a`, nil, true},
		{`x '`, nil, true},
	} {
		got, err := Split(test.in)
		if !slices.Equal(got, test.want) || (err != nil) != test.fail {
			t.Errorf("Split(%q) = %q, %v, want %q, failure %v", test.in, got, err, test.want, test.fail)
		}
	}
}

// TestGo compares with what the go command makes of CC: it runs the compiler
// with the other fields as arguments.
func TestGo(t *testing.T) {
	dir := t.TempDir()
	cc, log := filepath.Join(dir, "cc"), filepath.Join(dir, "log")
	if err := os.WriteFile(cc, []byte("#!/bin/sh\nfor arg; do echo \"$arg\" >>"+log+"; done\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	for _, rest := range []string{
		` -one -two`, "\t-one  ", ` '-with space' "-dq"`, ` -a'b -c"d`, ` "it's" 'so'-x`, ` '' -z`, ` '-unterminated`, ` -x "`,
	} {
		os.Remove(log) // not there the first time
		cmd := exec.CommandContext(t.Context(), "go", "env", "GOGCCFLAGS")
		cmd.Env = append(cmd.Environ(), "CC="+cc+rest, "CGO_ENABLED=1", "GOCACHE="+t.TempDir())
		goErr := cmd.Run()
		want, err := Split(cc + rest)
		if (err != nil) != (goErr != nil) {
			t.Errorf("Split(%q) says %v, the go command %v", rest, err, goErr)
		}
		if err != nil || goErr != nil {
			continue
		}
		got, err := os.ReadFile(log)
		if err != nil {
			t.Fatal(err)
		}
		// It tries whether the compiler knows a flag.
		if text := "-\n" + strings.Join(append(want[1:], "-fno-caret-diagnostics"), "\n") + "\n"; !strings.Contains(string(got), text) {
			t.Errorf("Split(%q) has %q, but the go command gives\n%s", rest, want[1:], got)
		}
	}
}

func FuzzRoundTrip(f *testing.F) {
	f.Add("gcc", "--sysroot=/a b")
	f.Add("it's", "")
	f.Fuzz(func(t *testing.T, a, b string) {
		s, err := Join([]string{a, b})
		if err != nil {
			return
		}
		if got, err := Split(s); err != nil || !slices.Equal(got, []string{a, b}) {
			t.Errorf("Split(%q) = %q, %v, want %q and %q", s, got, err, a, b)
		}
	})
}
