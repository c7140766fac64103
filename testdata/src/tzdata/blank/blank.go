// Program blank has zone data by an import.
package main

import (
	"fmt"

	"tzdata/library"
	_ "tzdata/zones"
)

func main() { fmt.Println(library.Zone("Europe/Berlin")) }
