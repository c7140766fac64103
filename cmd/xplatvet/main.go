// Xplatvet tells Go developers, before they build, on which platforms their
// code will not compile or will not work. Run "xplatvet help" for usage.
package main

import (
	"os"

	"github.com/xplatvet/xplatvet/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:])) }
