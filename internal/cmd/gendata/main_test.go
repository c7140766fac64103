package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

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

func TestNothingToDo(t *testing.T) {
	if err := run("", "", false); err == nil {
		t.Error("no error without a table to make")
	}
}
