// Program ok needs no zone data where there is none.
package main

import (
	"fmt"
	"runtime"
	"time"
)

func main() {
	loc, err := time.LoadLocation("UTC")
	fmt.Println(loc, err)
	time.LoadLocation("")
	time.LoadLocation("Local")
	if runtime.GOOS == "linux" || runtime.GOOS == "darwin" {
		fmt.Println(time.LoadLocation("Europe/Berlin"))
	}
	if loc, err = time.LoadLocation("Europe/Berlin"); err != nil {
		loc = time.UTC
	}
	tokyo, _ := time.LoadLocation("Asia/Tokyo")
	fmt.Println(loc, tokyo)
	time.LoadLocationFromTZData("x", nil)
	time.FixedZone("x", 1)
	var l loader
	l.LoadLocation("x")
}

type loader struct{}

func (loader) LoadLocation(string) {}
