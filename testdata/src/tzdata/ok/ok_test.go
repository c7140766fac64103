package main

import (
	"testing"
	"time"
)

func TestZone(t *testing.T) {
	if _, err := time.LoadLocation("Europe/Berlin"); err != nil {
		t.Fatal(err)
	}
}
