package cli

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// A faultModule has packages that compile, one after the other, and one that
// does not on windows.
func faultModule(t *testing.T) string {
	t.Helper()
	dir, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]string{
		"go.mod":             "module example.com/m\n\ngo 1.24\n",
		"first/first.go":     "package first\n\nfunc F() {}\n",
		"second/second.go":   "package second\n\nimport \"example.com/m/first\"\n\nvar F = first.F\n",
		"other/other.go":     "package other\n",
		"broken/broken.go":   "package broken\n\nimport \"syscall\"\n\nvar Kill = syscall.Kill\n",
		"toolexec/toolexec":  "#!/bin/sh\n[ \"$TOOLEXEC_IMPORTPATH\" = \"$AT\" ] && [ \"${1##*/}\" = compile ] && [ \"$2\" != -V=full ] && eval \"$FAULT\"\nexec \"$@\"\n",
		"toolexec/README.md": "runs tools for go build -toolexec, with a fault at one package\n",
	}
	for name, text := range files {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o777); err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

// faultCommand returns xplatvet build, as a process of its own, and the marker
// that is in the environment of all that it starts.
func faultCommand(t *testing.T, dir, args string, env ...string) (cmd *exec.Cmd, marker string) {
	t.Helper()
	marker = fmt.Sprintf("XPLATVET_MARKER=%s-%d", filepath.Base(dir), time.Now().UnixNano())
	cmd = exec.Command(os.Args[0], "-test.run=^TestBuildInterruptChild$")
	cmd.Dir = dir
	cache, err := exec.Command("go", "env", "GOCACHE").Output()
	if err != nil {
		t.Fatal(err)
	}
	cmd.Env = append(os.Environ(), "GOCACHE="+strings.TrimSpace(string(cache)), "XDG_CACHE_HOME="+filepath.Join(dir, ".cache"),
		"GOWORK=off", "GOFLAGS=", marker, "XPLATVET_ARGS=build -platforms=linux/amd64:nocgo,windows/386 "+args)
	cmd.Env = append(cmd.Env, env...)
	return cmd, marker
}

// marked returns the processes that have marker in their environment.
func marked(t *testing.T, marker string) (pids []string) {
	t.Helper()
	list, err := filepath.Glob("/proc/[0-9]*/environ")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range list {
		if data, err := os.ReadFile(name); err == nil && bytes.Contains(data, []byte(marker)) {
			pids = append(pids, strings.Split(name, "/")[2])
		}
	}
	return pids
}

// noneLeft wants no process with marker after a while.
func noneLeft(t *testing.T, marker string) {
	t.Helper()
	var left []string
	for range 200 {
		if left = marked(t, marker); len(left) == 0 {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("processes %v are left", left)
	for _, pid := range left {
		exec.Command("kill", "-9", pid).Run()
	}
}

// outputOf runs cmd and returns what it prints, and its exit code.
func outputOf(t *testing.T, cmd *exec.Cmd) (stdout, stderr string, code int) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	err := cmd.Run()
	if exit := (*exec.ExitError)(nil); err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}
	return out.String(), errs.String(), cmd.ProcessState.ExitCode()
}

// faultless is what a build prints to which nothing happens.
const faultless = `broken/broken.go:5:20: undefined: syscall.Kill on windows (compile)
	remedy: move what needs it to a file with //go:build unix
fail     example.com/m/broken on windows
ok       3 packages
ports       ok   fail
linux        4      -
windows      3      1
1 finding on 4 packages × 2 ports; 1 package fails on windows
`

func wantFaultless(t *testing.T, dir string, env ...string) {
	t.Helper()
	cmd, _ := faultCommand(t, dir, "-q ./...", env...)
	if stdout, stderr, code := outputOf(t, cmd); stdout != faultless || stderr != "" || code != 1 {
		t.Errorf("the build after the fault exits with %d and prints\n%s%s", code, stdout, stderr)
	}
}

// toolexec is the environment in which fault, a line of shell, happens as the
// compiler is to compile a package.
func toolexec(dir, pkg, fault string) []string {
	return []string{"GOFLAGS=-toolexec=" + filepath.Join(dir, "toolexec/toolexec"), "AT=" + pkg, "FAULT=" + fault}
}

func TestBuildFaults(t *testing.T) {
	for _, test := range []struct {
		name, args string
		pkg, fault string
		stderr     string // part of it
		stdout     []string
	}{
		{
			"hangs", "-q -timeout=3s ./...", "example.com/m/first", "trap '' INT; sleep 600",
			"xplatvet: not built within 3s; give it more time with -timeout\n", []string{"skipped  example.com/m/first on linux and windows\n"},
		},
		{
			"killed", "-q ./...", "example.com/m/first", "kill -9 $$",
			"xplatvet: example.com/m/first was not compiled: the system killed ", []string{
				"fail     example.com/m/broken on windows\n", "skipped  example.com/m/first on linux and windows\n", "skipped  example.com/m/second on linux and windows\n", "ok       1 package\n",
			},
		},
		{
			"full", "-q ./...", "example.com/m/first", "echo 'write $WORK/b001/_pkg_.a: no space left on device'; exit 1",
			"xplatvet: example.com/m/first was not compiled: write $WORK/b001/_pkg_.a: no space left on device\n", []string{
				"fail     example.com/m/broken on windows\n", "skipped  example.com/m/first on linux and windows\n", "ok       1 package\n",
			},
		},
	} {
		t.Run(test.name, func(t *testing.T) {
			t.Parallel()
			dir := faultModule(t)
			cmd, marker := faultCommand(t, dir, test.args, toolexec(dir, test.pkg, test.fault)...)
			stdout, stderr, code := outputOf(t, cmd)
			if code != 2 || !strings.Contains(stderr, test.stderr) {
				t.Errorf("exit code %d, and on standard error\n%s\nwant 2 and\n%s", code, stderr, test.stderr)
			}
			for _, want := range test.stdout {
				if !strings.Contains(stdout, want) {
					t.Errorf("no %q in\n%s", want, stdout)
				}
			}
			noneLeft(t, marker)
			wantFaultless(t, dir)
		})
	}
}

// begun starts cmd and waits until it compiles the package that sleeps.
func begun(t *testing.T, cmd *exec.Cmd, file string) {
	t.Helper()
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	for range 1200 {
		if _, err := os.Stat(file); err == nil {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Fatal("it does not come to compile")
}

// TestBuildKilled kills xplatvet, or interrupts it twice, in the middle of a
// build.
func TestBuildKilled(t *testing.T) {
	for name, signals := range map[string][]syscall.Signal{
		"killed":            {syscall.SIGKILL},
		"interrupted twice": {syscall.SIGINT, syscall.SIGINT},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			dir := faultModule(t)
			file := filepath.Join(dir, "begun")
			cmd, marker := faultCommand(t, dir, "-q ./...", toolexec(dir, "example.com/m/second", "touch "+file+"; sleep 3")...)
			begun(t, cmd, file)
			for _, s := range signals {
				cmd.Process.Signal(s)
				time.Sleep(100 * time.Millisecond)
			}
			cmd.Wait()
			noneLeft(t, marker)
			wantFaultless(t, dir)
		})
	}
}

// TestBuildTwice builds one module at once in several processes.
func TestBuildTwice(t *testing.T) {
	t.Parallel()
	dir := faultModule(t)
	var wg sync.WaitGroup
	for range 3 {
		wg.Go(func() { wantFaultless(t, dir) })
	}
	wg.Wait()
	cmd, _ := faultCommand(t, dir, "./...")
	if _, stderr, _ := outputOf(t, cmd); strings.Count(stderr, "unchanged") != 2 {
		t.Errorf("what was built is built again:\n%s", stderr)
	}
}

// TestBuildDisk builds with caches on a disk that is full, or read-only.
func TestBuildDisk(t *testing.T) {
	for name, options := range map[string]string{"full": "size=64k", "read-only": "size=1m,ro"} {
		t.Run(name, func(t *testing.T) {
			dir := faultModule(t)
			disk := filepath.Join(dir, "disk")
			if err := os.Mkdir(disk, 0o777); err != nil {
				t.Fatal(err)
			}
			if out, err := exec.Command("mount", "-t", "tmpfs", "-o", options, "tmpfs", disk).CombinedOutput(); err != nil {
				t.Skipf("only who may mount a disk can see what happens if it is %s: %v: %s", name, err, out)
			}
			defer exec.Command("umount", "-l", disk).Run()
			for _, variable := range []string{"GOCACHE", "GOTMPDIR"} {
				cmd, marker := faultCommand(t, dir, "-q ./...", variable+"="+disk)
				stdout, stderr, code := outputOf(t, cmd)
				if code != 2 || !strings.Contains(stderr, "no space left on device") && !strings.Contains(stderr, "read-only file system") {
					t.Errorf("%s: exit code %d\n%s%s", variable, code, stdout, stderr)
				}
				noneLeft(t, marker)
			}
			// Where only what xplatvet keeps cannot be written, nothing is lost.
			wantFaultless(t, dir, "XDG_CACHE_HOME="+disk)
			wantFaultless(t, dir)
		})
	}
}
