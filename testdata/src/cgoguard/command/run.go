//go:build cgo

package main

import "C"

// Exported is not for other packages.
func Exported() {}

// Other differs from its twin.
func Other() int { return 0 }

// Run has no twin.
func Run() {} // want `^Run is declared with cgo only, but used on every port without cgo, where the package does not compile; constrain what uses it with //go:build cgo, or declare it in a file with //go:build !cgo too$`
