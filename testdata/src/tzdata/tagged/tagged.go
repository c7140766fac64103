// Program tagged loads time zones, and has no data of its own.
package main

import (
	"fmt"
	"os"
	"runtime"
	"time"
)

func main() {
	loc, err := time.LoadLocation("Europe/Berlin")
	fmt.Println(loc, err)
	loc, err = time.LoadLocation(os.Args[1])
	fmt.Println(loc, err)
	if runtime.GOOS == "windows" {
		zone("UTC")
	}
	for _, name := range []string{"", "UTC"} {
		time.LoadLocation(name)
	}
}

func zone(name string) (*time.Location, error) {
	return time.LoadLocation(name)
}
