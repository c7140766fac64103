// Gendata regenerates the tables that xplatvet embeds from the GOROOT of the
// go command in PATH. It is run by `go generate ./...`.
package main

import (
	"flag"
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/xplatvet/xplatvet/internal/stdlib"
)

func main() {
	ports := flag.String("ports", "", "write the port table of platform to `file`")
	std := flag.String("std", "", "write the table of the standard library of internal/stdlib to `file`")
	stubs := flag.Bool("stubs", false, "print the functions of the standard library that always fail somewhere, for review")
	flag.Parse()
	if err := run(*ports, *std, *stubs); err != nil {
		fmt.Fprintf(os.Stderr, "gendata: %v\n", err)
		os.Exit(1)
	}
}

func run(ports, std string, stubs bool) error {
	if ports != "" {
		src, err := portTable()
		if err != nil {
			return fmt.Errorf("generate port table: %w", err)
		}
		return os.WriteFile(ports, src, 0o666)
	}
	if std != "" {
		t, err := stdTable()
		if err != nil {
			return err
		}
		return os.WriteFile(std, t.AppendText(nil), 0o666)
	}
	if stubs {
		t, err := stdTable()
		if err != nil {
			return err
		}
		return printStubs(os.Stdout, t)
	}
	return fmt.Errorf("nothing to do: name a table")
}

// stdTable computes the table of the GOROOT of the go command.
func stdTable() (*stdlib.Table, error) {
	out, err := goCommand(nil, "env", "GOROOT")
	if err != nil {
		return nil, err
	}
	t, err := stdlib.Compute(strings.TrimSpace(string(out)))
	if err != nil {
		return nil, fmt.Errorf("compute table of the standard library: %w", err)
	}
	return t, nil
}

// printStubs prints the package and name of each stub of the standard library,
// how it fails, and on which ports.
func printStubs(w io.Writer, t *stdlib.Table) error {
	var paths []string
	for path := range t.Packages() {
		paths = append(paths, path)
	}
	slices.Sort(paths)
	tw := tabwriter.NewWriter(w, 0, 0, 2, ' ', 0)
	for _, path := range paths {
		table := t.Stubs(path)
		for _, name := range slices.Sorted(maps.Keys(table)) {
			for _, s := range table[name] {
				except := ""
				if len(s.Except) > 0 {
					except = fmt.Sprintf(" unless argument %d is %s", s.Param+1, strings.Join(s.Except, " or "))
				}
				fmt.Fprintf(tw, "%s.%s\t%s %s%s\t%s\n", path, name, s.Kind, s.Reason, except, s.Ports)
			}
		}
	}
	return tw.Flush()
}
