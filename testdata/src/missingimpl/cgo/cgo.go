// Package cgo lacks some names without cgo only, which cgoguard reports, and
// others on some ports as well.
package cgo

var a = onlyCgo()

var b = linuxCgo() // want `^linuxCgo is declared on linux with cgo only, but used on every port but linux; add a file with //go:build !cgo \|\| !linux that declares it$`

var c = plainLinux() // want `^plainLinux is declared on linux only`
