// Package library leaves it to the program to have zone data.
package library

import "time"

func Zone(name string) (*time.Location, error) { return time.LoadLocation(name) }
