package atomicalign_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

const panicProgram = `package main

import (
	"fmt"
	"os"
	"sync/atomic"
)

type misplaced struct {
	open  bool
	bytes int64
}

type first struct {
	bytes int64
	open  bool
}

type typed struct {
	open  bool
	bytes atomic.Int64
}

func main() {
	switch os.Args[1] {
	case "misplaced":
		fmt.Println(atomic.AddInt64(&new(misplaced).bytes, 1))
	case "first":
		fmt.Println(atomic.AddInt64(&new(first).bytes, 1))
	case "typed":
		fmt.Println(new(typed).bytes.Add(1))
	}
}
`

// TestPanic shows that what the analyzer warns of happens, and what it
// recommends helps: a linux on amd64 runs programs for 386.
func TestPanic(t *testing.T) {
	dir := t.TempDir()
	for name, text := range map[string]string{"go.mod": "module m\n\ngo 1.26\n", "main.go": panicProgram} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	for goarch, want := range map[string]string{"386": "panic: unaligned 64-bit atomic operation", "amd64": "1"} {
		exe := filepath.Join(dir, goarch)
		cmd := exec.CommandContext(t.Context(), "go", "build", "-o", exe)
		cmd.Dir = dir
		cmd.Env = append(os.Environ(), "PWD="+dir, "GOFLAGS=", "GOWORK=off", "GOOS=linux", "GOARCH="+goarch, "CGO_ENABLED=0")
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Fatalf("go build: %v\n%s", err, out)
		}
		for arg, want := range map[string]string{"misplaced": want, "first": "1", "typed": "1"} {
			out, err := exec.CommandContext(t.Context(), exe, arg).CombinedOutput()
			if first, _, _ := strings.Cut(string(out), "\n"); first != want {
				t.Errorf("%s %s: %v\n%s", goarch, arg, err, out)
			}
		}
	}
}
