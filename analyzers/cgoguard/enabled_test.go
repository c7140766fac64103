package cgoguard_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// TestNeedsCgo holds that the race detector needs cgo, but on darwin.
func TestNeedsCgo(t *testing.T) {
	for _, test := range []struct{ port, flag, want string }{
		{"linux/amd64", "-race", "-race requires cgo"},
		{"windows/amd64", "-race", "-race requires cgo"},
		{"darwin/arm64", "-race", ""},
	} {
		goos, goarch, _ := strings.Cut(test.port, "/")
		cmd := exec.CommandContext(t.Context(), "go", "build", "-n", test.flag, "errors")
		cmd.Env = append(os.Environ(), "GOFLAGS=", "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0")
		out, err := cmd.CombinedOutput()
		if (err != nil) != (test.want != "") || !strings.Contains(string(out), test.want) {
			t.Errorf("%s %s: error %v, want %q\n%.500s", test.port, test.flag, err, test.want, out)
		}
	}
}

// TestEnabled holds what is said of when the go command turns cgo off, and of
// which variables name C compilers, against what it says itself.
func TestEnabled(t *testing.T) {
	bin := t.TempDir() // has the go command, and no C compiler
	gocmd, err := exec.LookPath("go")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(gocmd, filepath.Join(bin, "go")); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, env, cgo, cc string }{
		{"host", "", "1", "gcc"},
		{"off", "CGO_ENABLED=0", "0", "gcc"},
		{"another GOARCH", "GOARCH=arm64", "0", "gcc"},
		{"another GOOS", "GOOS=windows", "0", "gcc"},
		{"on elsewhere", "GOARCH=arm64 CGO_ENABLED=1", "1", "gcc"},
		{"neither 0 nor 1", "CGO_ENABLED=yes", "1", "gcc"},
		{"neither, elsewhere", "GOARCH=arm64 CGO_ENABLED=true", "0", "gcc"},
		{"no compiler", "PATH=" + bin, "0", "gcc"},
		{"no compiler, but on", "PATH=" + bin + " CGO_ENABLED=1", "1", "gcc"},
		{"CC that is not there", "PATH=" + bin + " CC=/nosuch/gcc", "1", "/nosuch/gcc"},
		{"variables of other tools", "GOARCH=arm64 CGO_ENABLED=1 CC_FOR_linux_arm64=x CC_linux_arm64=x CC_FOR_TARGET=x", "1", "gcc"},

		// None of these brings cgo back.
		{"PKG_CONFIG_PATH", "CGO_ENABLED=0 PKG_CONFIG_PATH=/usr/lib/pkgconfig", "0", "gcc"},
		{"-a", "CGO_ENABLED=0 GOFLAGS=-a", "0", "gcc"},
		{"-mod=vendor", "CGO_ENABLED=0 GOFLAGS=-mod=vendor", "0", "gcc"},
	} {
		cmd := exec.CommandContext(t.Context(), gocmd, "env", "CGO_ENABLED", "CC")
		cmd.Env = append(os.Environ(), "GOENV=off", "GOFLAGS=", "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=", "CC=")
		cmd.Env = append(cmd.Env, strings.Fields(test.env)...)
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("go env: %v\n%s", err, out)
		}
		if want := test.cgo + "\n" + test.cc + "\n"; string(out) != want {
			t.Errorf("%s: CGO_ENABLED and CC are %q, want %q", test.name, out, want)
		}
	}
}
