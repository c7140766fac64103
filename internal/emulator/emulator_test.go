package emulator

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/xplatvet/xplatvet/platform"
)

// program does what its first argument says.
const program = `package main

import (
	"fmt"
	"os"
	"runtime"
	"strings"
	"time"
)

func main() {
	switch os.Args[1] {
	case "say":
		files, err := os.ReadDir(".")
		fmt.Fprintln(os.Stderr, runtime.GOOS, runtime.GOARCH, strings.Join(os.Args[2:], "|"), len(files), err)
		for _, kv := range os.Environ() {
			if strings.HasPrefix(kv, "SECRET=") {
				fmt.Fprintln(os.Stderr, kv)
			}
		}
	case "write":
		if err := os.WriteFile("file", nil, 0o666); err != nil {
			panic(err)
		}
	case "flood":
		for range 100000 {
			fmt.Fprintln(os.Stderr, "line")
		}
		os.Exit(3)
	case "panic":
		panic("help")
	case "stdout":
		fmt.Println("bad usage")
		os.Exit(2)
	case "sleep":
		time.Sleep(time.Minute)
	}
}
`

// build builds the program for a port.
func build(t *testing.T, port platform.Port, env ...string) string {
	t.Helper()
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module example.com/m\ngo 1.24\n", "main.go": program} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	out := filepath.Join(dir, "program")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-o", out)
	cmd.Dir = dir
	cmd.Env = append(cmd.Environ(), "PWD="+dir, "GOFLAGS=", "GOWORK=off", "CGO_ENABLED=0", "GOOS="+port.GOOS, "GOARCH="+port.GOARCH)
	cmd.Env = append(cmd.Env, env...)
	if text, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, text)
	}
	return out
}

func host() Host {
	return Host{
		Env:    append(os.Environ(), "SECRET=x"),
		Port:   platform.Port{GOOS: runtime.GOOS, GOARCH: runtime.GOARCH},
		GOROOT: runtime.GOROOT(),
	}
}

// TestRun runs a program natively, under qemu and under node.
func TestRun(t *testing.T) {
	const patient = 10 * time.Minute // the machine may be busy
	for _, port := range []platform.Port{host().Port, {GOOS: "linux", GOARCH: "arm64"}, {GOOS: "js", GOARCH: "wasm"}} {
		t.Run(port.GOOS+"-"+port.GOARCH, func(t *testing.T) {
			e, missing := host().Find(port)
			if missing != "" {
				t.Fatal(missing)
			}
			exe := build(t, port)
			run := func(timeout time.Duration, args ...string) Result {
				t.Helper()
				r, err := e.Run(t.Context(), host(), timeout, exe, args...)
				if err != nil {
					t.Fatal(err)
				}
				if r.NotRun != "" {
					t.Fatalf("not run: %s", r.NotRun)
				}
				return r
			}
			r := run(patient, "say", "--help", "a b")
			if want := port.GOOS + " " + port.GOARCH + " --help|a b 0 <nil>"; !r.OK || len(r.Output) != 1 || r.Output[0] != want {
				t.Errorf("say: got %+v, want %s", r, want)
			}
			if r := run(patient, "write"); !r.OK {
				t.Errorf("write: %+v", r)
			}
			if r := run(patient, "flood"); r.OK || r.ExitCode != 3 || len(r.Output) != maxLines || r.Output[0] != "line" {
				t.Errorf("flood: %+v", r)
			}
			if r := run(patient, "panic"); r.OK || r.ExitCode != 2 || !strings.HasPrefix(r.Output[0], "panic: help") {
				t.Errorf("panic: %+v", r)
			}
			if r := run(patient, "stdout"); r.OK || r.Output[0] != "bad usage" || r.Describe(0) != "ends with exit code 2" {
				t.Errorf("stdout: %+v", r)
			}
			if r := run(time.Second, "sleep"); r.OK || !r.Timeout || r.Describe(time.Second) != "does not end within 1s" {
				t.Errorf("sleep: %+v", r)
			} else if r.Elapsed > 30*time.Second {
				t.Errorf("a program that is to be stopped runs for %s", r.Elapsed)
			}
		})
	}
}

// TestCancel wants the program to end with the context.
func TestCancel(t *testing.T) {
	exe := build(t, host().Port)
	ctx, cancel := context.WithTimeout(t.Context(), 100*time.Millisecond)
	defer cancel()
	if _, err := new(Emulator).Run(ctx, host(), time.Minute, exe, "sleep"); err != context.DeadlineExceeded {
		t.Errorf("error %v", err)
	}
}

// TestChildren wants nothing left of a program that starts others.
func TestChildren(t *testing.T) {
	script := filepath.Join(t.TempDir(), "script")
	if err := os.WriteFile(script, []byte("#!/bin/sh\nsleep 100 &\necho $! >&2\nexit 1\n"), 0o777); err != nil {
		t.Fatal(err)
	}
	r, err := new(Emulator).Run(t.Context(), host(), time.Minute, script)
	if err != nil || r.OK || len(r.Output) != 1 {
		t.Fatalf("%+v, %v", r, err)
	}
	pid, err := strconv.Atoi(r.Output[0])
	if err != nil {
		t.Fatal(err)
	}
	if status, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat"); err == nil && !strings.Contains(string(status), ") Z ") {
		t.Errorf("process %d is still there: %s", pid, status)
	}
}

// TestNotRun tells a program that cannot be started from one that fails.
func TestNotRun(t *testing.T) {
	exe := build(t, platform.Port{GOOS: "linux", GOARCH: "arm64"})
	r, err := new(Emulator).Run(t.Context(), host(), time.Minute, exe, "say")
	if err != nil || !strings.HasSuffix(r.NotRun, "exec format error") {
		t.Errorf("%+v, %v", r, err)
	}
}

// TestSysroot wants a program that needs a C library run with that of the cross
// compiler, or said what it needs.
func TestSysroot(t *testing.T) {
	dir := t.TempDir()
	source, exe := filepath.Join(dir, "x.c"), filepath.Join(dir, "x")
	if err := os.WriteFile(source, []byte("#include <stdio.h>\nint main(void) { fprintf(stderr, \"hello\\n\"); return 0; }\n"), 0o666); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.CommandContext(t.Context(), "aarch64-linux-gnu-gcc", "-o", exe, source).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	e, missing := host().Find(platform.Port{GOOS: "linux", GOARCH: "arm64"})
	if missing != "" {
		t.Fatal(missing)
	}
	r, err := e.Run(t.Context(), host(), time.Minute, exe)
	if err != nil || !r.OK || !slices.Equal(r.Output, []string{"hello"}) {
		t.Errorf("%+v, %v", r, err)
	}
	without := *e
	without.args, without.sysroot = nil, ""
	r, err = without.Run(t.Context(), host(), time.Minute, exe)
	if want := "it needs /lib/ld-linux-aarch64.so.1: install the C library of the port"; err != nil || r.NotRun != want {
		t.Errorf("%+v, %v, want %s", r, err, want)
	}
}

// TestFind looks at what is found with other programs in PATH.
func TestFind(t *testing.T) {
	for _, test := range []struct {
		pair, programs string
		env            string
		name, missing  string
	}{
		{"linux/amd64", "", "", "", ""},
		{"linux/386", "", "", "", ""},
		{"linux/arm64", "", "", "", "install qemu-user-static (Debian's name)"},
		{"linux/arm64", "qemu-aarch64", "", "qemu-aarch64", ""},
		{"linux/arm64", "qemu-aarch64 qemu-aarch64-static", "", "qemu-aarch64-static", ""},
		{"linux/ppc64le", "qemu-ppc64le-static", "", "qemu-ppc64le-static", ""},
		{"linux/arm64", "qemu-aarch64 go_linux_arm64_exec", "", "go_linux_arm64_exec", ""},
		{"windows/amd64", "", "", "", "install wine"},
		{"windows/amd64", "wine", "", "wine", ""},
		{"windows/amd64", "wine wine64", "", "wine64", ""},
		{"windows/386", "wine wine64", "", "wine", ""},
		{"windows/arm64", "wine", "", "", "nothing here runs programs of windows/arm64"},
		{"js/wasm", "bash", "", "", "install node (nodejs in Debian)"},
		{"js/wasm", "bash node", "", "node", ""},
		{"js/wasm", "bash node go_js_wasm_exec", "", "go_js_wasm_exec", ""},
		{"wasip1/wasm", "bash wazero", "", "wazero", ""},
		{"wasip1/wasm", "bash wazero wasmtime", "", "wasmtime", ""},
		{"wasip1/wasm", "bash wazero wasmtime", "GOWASIRUNTIME=wazero", "wazero", ""},
		{"wasip1/wasm", "bash", "", "", "install wasmtime, or wazero: go install github.com/tetratelabs/wazero/cmd/wazero@latest"},
		{"darwin/arm64", "qemu-aarch64", "", "", "nothing here runs programs of darwin/arm64"},
	} {
		bin := t.TempDir()
		for _, name := range strings.Fields(test.programs) {
			if err := os.WriteFile(filepath.Join(bin, name), []byte("#!/bin/sh\n"), 0o777); err != nil {
				t.Fatal(err)
			}
		}
		h := Host{Env: []string{"PATH=" + bin, test.env}, Port: platform.Port{GOOS: "linux", GOARCH: "amd64"}, GOROOT: runtime.GOROOT()}
		goos, goarch, _ := strings.Cut(test.pair, "/")
		e, missing := h.Find(platform.Port{GOOS: goos, GOARCH: goarch})
		if missing != test.missing || (e == nil) != (missing != "") || e != nil && e.Name != test.name {
			t.Errorf("%s with %q: %+v, missing %q, want %q, %q", test.pair, test.programs, e, missing, test.name, test.missing)
		}
	}
	for p := range platform.All().Ports() {
		if p.GOOS == "linux" && qemu[p.GOARCH] == "" {
			t.Errorf("qemu lacks %s", p.GOARCH)
		}
	}
}
