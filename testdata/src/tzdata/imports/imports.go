// Program imports loads zones in a package that it imports.
package main

import (
	"fmt"

	"tzdata/fallback"
	"tzdata/library" // want `^time.LoadLocation in tzdata/library finds no zone data on plan9 and windows, unless Go is installed there; import _ "time/tzdata" in package main$`
)

func main() { fmt.Println(fallback.Zone(library.Zone("Europe/Berlin"))) }
