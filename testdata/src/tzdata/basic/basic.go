// Program basic loads time zones, and has no data of its own.
package main

import (
	"fmt"
	"os"
	"runtime"
	"time"
)

func main() {
	loc, err := time.LoadLocation("Europe/Berlin") // want `^time.LoadLocation finds no zone data on plan9 and windows, unless Go is installed there; import _ "time/tzdata" in package main$`
	fmt.Println(loc, err)
	loc, err = time.LoadLocation(os.Args[1]) // want `time.LoadLocation finds no zone data on plan9 and windows`
	fmt.Println(loc, err)
	if runtime.GOOS == "windows" {
		zone("UTC")
	}
	for _, name := range []string{"", "UTC"} {
		time.LoadLocation(name) // want `on plan9 and windows`
	}
}

func zone(name string) (*time.Location, error) {
	return time.LoadLocation(name) // want `on windows, unless`
}
