// Command vet is go vet as of the version of golang.org/x/tools in use.
package main

import (
	"golang.org/x/tools/go/analysis/suite/vet"
	"golang.org/x/tools/go/analysis/unitchecker"
)

func main() { unitchecker.Main(vet.Suite...) }
