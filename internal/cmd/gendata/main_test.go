package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/stdlib"
	"github.com/xplatvet/xplatvet/platform"
)

// TestPortTable compares the table in the tree with what the go command says,
// if it is of the release that the table was made from.
func TestPortTable(t *testing.T) {
	out, err := goCommand(nil, "env", "GOVERSION", "GOEXPERIMENT")
	if err != nil {
		t.Fatal(err)
	}
	version, experiment, _ := strings.Cut(strings.TrimRight(string(out), "\n"), "\n")
	if version != platform.GoVersion || experiment != "" {
		t.Logf("not compared: the table is of %s, this is %s %s", platform.GoVersion, version, experiment)
		return
	}
	got, err := portTable()
	if err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile(filepath.Join("..", "..", "..", "platform", "table.go"))
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		t.Errorf("go generate ./platform makes another table:\n%s", got)
	}
}

// TestStubs wants a line for each function and way to fail.
func TestStubs(t *testing.T) {
	var b strings.Builder
	if err := printStubs(&b, stdlib.Embedded()); err != nil {
		t.Fatal(err)
	}
	lines := make(map[string]bool)
	for line := range strings.Lines(b.String()) {
		lines[strings.Join(strings.Fields(line), " ")] = true
	}
	for _, want := range []string{
		"os.Chown fails syscall.EWINDOWS windows",
		"os.Chown fails syscall.EPLAN9 plan9",
		"os.Process.Signal fails syscall.EWINDOWS unless argument 1 is syscall.SIGKILL windows",
		"syscall.Getuid returns -1 plan9,windows",
		"syscall.StartProcess fails syscall.ENOSYS js,wasip1",
	} {
		if !lines[want] {
			t.Errorf("not printed: %s", want)
		}
	}
	if len(lines) < 100 {
		t.Errorf("%d lines\n%s", len(lines), b.String())
	}
}

func TestNothingToDo(t *testing.T) {
	if err := run("", "", false); err == nil {
		t.Error("no error without a table to make")
	}
}
