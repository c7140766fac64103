// Program embedded has zone data, but not on plan9.
package main

import (
	"fmt"
	"time"
)

func main() {
	fmt.Println(time.LoadLocation("Europe/Berlin")) // want `time.LoadLocation finds no zone data on plan9, unless`
}
