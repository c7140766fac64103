package shellexec

import (
	"testing"

	"github.com/xplatvet/xplatvet/internal/vettest"
)

func Test(t *testing.T) {
	few := vettest.Options{Ports: "linux/amd64:nocgo,windows/386:nocgo,plan9/386"}
	for _, test := range []struct {
		dir string
		opt vettest.Options
	}{
		{dir: "basic", opt: few},
		{dir: "ok", opt: few},
		{dir: "unchecked", opt: vettest.Options{Ports: "windows/386,darwin/arm64"}},
	} {
		t.Run(test.dir, func(t *testing.T) { vettest.Run(t, Analyzer, "shellexec/"+test.dir, test.opt) })
	}
}

func TestProgramOf(t *testing.T) {
	for _, test := range []struct {
		name, why string
		suffix    bool
	}{
		{"sh", "there is no sh", false},
		{"sh.exe", "no program is called .exe", true},
		{"SH", "", false}, // Unix minds case
		{"./sh", "", false},
		{"/bin/sh", "", false},
		{`C:\x.exe`, "", false},
		{`\x.exe`, "", false},
		{"c:x.exe", "", false},
		{"x.EXE", "no program is called .exe", true},
		{"Cmd.exe", "there is no cmd", false},
		{"a/cmd.exe", "", false},
		{".exe", "no program is called .exe", true},
		{"x.ps1", "nothing runs a .ps1 file", false},
		{"x.py", "a script is not run by its name", false},
		{"python3.11", "", false},
		{"git", "", false},
		{"", "", false},
	} {
		p, ok := programOf(test.name)
		if ok != (test.why != "") || p.why != test.why || p.suffix != test.suffix {
			t.Errorf("programOf(%q) = %q, %t", test.name, p.why, p.suffix)
		}
	}
}

// TestPrograms holds that programs are missing somewhere where something can
// be run, and there somewhere.
func TestPrograms(t *testing.T) {
	if len(programs) < 100 {
		t.Errorf("%d programs", len(programs))
	}
	for name, on := range programs {
		if on.Empty() || executing.SubsetOf(on) {
			t.Errorf("%s is on %s", name, on)
		}
	}
}
