// Gendata regenerates the tables that xplatvet embeds from the GOROOT of the
// go command in PATH. It is run by `go generate ./...`.
package main

import (
	"flag"
	"fmt"
	"os"
)

func main() {
	ports := flag.String("ports", "", "write the port table of internal/platform to `file`")
	flag.Parse()
	if err := run(*ports); err != nil {
		fmt.Fprintf(os.Stderr, "gendata: %v\n", err)
		os.Exit(1)
	}
}

func run(ports string) error {
	if ports != "" {
		src, err := portTable()
		if err != nil {
			return fmt.Errorf("generate port table: %w", err)
		}
		return os.WriteFile(ports, src, 0o666)
	}
	return fmt.Errorf("nothing to do: name a table")
}
