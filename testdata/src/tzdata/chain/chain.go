// Program chain gets to the call through another package.
package main

import "tzdata/middle" // want `time.LoadLocation in tzdata/library finds no zone data on plan9 and windows`

func main() { middle.Zone("Europe/Berlin") }
