// Package plat tells the port to its importers.
package plat

import "runtime"

const (
	OS      = runtime.GOOS
	Name    = "mac"
	Windows = "windows"
)

func Arch() string { return runtime.GOARCH }
