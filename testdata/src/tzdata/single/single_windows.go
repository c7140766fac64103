package main

import clock "time"

func init() {
	println(clock.LoadLocation("Europe/Berlin")) // want `time.LoadLocation finds no zone data on windows`
}
