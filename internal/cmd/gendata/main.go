// Gendata regenerates the tables that xplatvet embeds from the GOROOT of the
// go command in PATH. It is run by `go generate ./...`.
package main

import (
	"flag"
	"fmt"
	"os"
	"strings"

	"github.com/xplatvet/xplatvet/internal/stdlib"
)

func main() {
	ports := flag.String("ports", "", "write the port table of internal/platform to `file`")
	std := flag.String("std", "", "write the table of the standard library of internal/stdlib to `file`")
	flag.Parse()
	if err := run(*ports, *std); err != nil {
		fmt.Fprintf(os.Stderr, "gendata: %v\n", err)
		os.Exit(1)
	}
}

func run(ports, std string) error {
	if ports != "" {
		src, err := portTable()
		if err != nil {
			return fmt.Errorf("generate port table: %w", err)
		}
		return os.WriteFile(ports, src, 0o666)
	}
	if std != "" {
		out, err := goCommand(nil, "env", "GOROOT")
		if err != nil {
			return err
		}
		t, err := stdlib.Compute(strings.TrimSpace(string(out)))
		if err != nil {
			return fmt.Errorf("compute table of the standard library: %w", err)
		}
		return os.WriteFile(std, t.AppendText(nil), 0o666)
	}
	return fmt.Errorf("nothing to do: name a table")
}
