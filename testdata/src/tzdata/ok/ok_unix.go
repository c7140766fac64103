//go:build unix

package main

import "time"

func init() {
	if _, err := time.LoadLocation("Europe/Berlin"); err != nil {
		panic(err)
	}
}
