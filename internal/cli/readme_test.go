package cli_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/cli"
)

// TestReadme compares what the README shows with what is: the output of its
// first command, and the table of analyzers.
func TestReadme(t *testing.T) {
	root := filepath.Join("..", "..")
	var stdout, stderr bytes.Buffer
	env := cli.Env{Dir: root, Stdout: &stdout, Stderr: &stderr, Environ: append(os.Environ(), "GOFLAGS=", "GOWORK=off")}
	if code := cli.Run(context.Background(), env, []string{"-C", filepath.Join("testdata", "demo"), "./..."}); code != 1 {
		t.Errorf("the demo exits with %d, not 1:\n%s", code, stderr.String())
	}
	for _, name := range analyzers.Names() {
		if !strings.Contains(stdout.String(), "("+name+")") {
			t.Errorf("the demo shows no finding of %s", name)
		}
	}

	var table strings.Builder
	table.WriteString("| analyzer | reports |\n| --- | --- |\n")
	for _, a := range analyzers.Suite {
		summary, _, _ := strings.Cut(a.Doc, "\n")
		fmt.Fprintf(&table, "| [%s](docs/analyzers/%[1]s.md) | %s |\n", a.Name, strings.TrimPrefix(summary, "report "))
	}

	file := filepath.Join(root, "README.md")
	readme, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	want := replaceBetween(t, string(readme), "The first one prints, and exits with 1:\n\n```\n", "```\n", stdout.String())
	want = replaceBetween(t, want, "## Analyzers\n\n", "\nErrors of the type checker", table.String())
	if want == string(readme) {
		return
	}
	if !*update {
		t.Fatalf("README.md is out of date: go test ./internal/cli -update writes\n%s", want)
	}
	if err := os.WriteFile(file, []byte(want), 0o666); err != nil {
		t.Fatal(err)
	}
}

func replaceBetween(t *testing.T, text, from, to, with string) string {
	t.Helper()
	before, rest, ok := strings.Cut(text, from)
	if !ok {
		t.Fatalf("no %q in README.md", from)
	}
	i := strings.Index(rest, to)
	if i < 0 {
		t.Fatalf("no %q after %q in README.md", to, from)
	}
	return before + from + with + rest[i:]
}
