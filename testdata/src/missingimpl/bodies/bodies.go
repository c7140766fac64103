// Package bodies has functions in assembly.
package bodies

import _ "unsafe"

func exp(x float64) float64 // want `^exp, log, sqrt and tan have no body, and the package no assembly on js, plan9 and windows; move the declarations to a file with //go:build amd64 \|\| arm64, and write them in Go for other ports$`

func log(x float64) float64

//go:linkname nanotime runtime.nanotime
func nanotime() int64

func sqrt(x float64) float64 // want `^sqrt has no body, and no assembly on darwin, where a program that calls it does not link; move the declaration to a file with //go:build amd64, and write it in Go for other ports$`

// Nothing calls tan, so that nothing misses it.
func use() float64 { return sqrt(2) }

func tan(x float64) float64
