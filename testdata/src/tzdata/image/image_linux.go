package main

import "time"

func init() {
	if _, err := time.LoadLocation("Europe/Berlin"); err != nil { // want `time.LoadLocation finds no zone data on linux, unless Go`
		panic(err)
	}
}
