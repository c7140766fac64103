//go:build !cgo

package main

// Other is the twin.
func Other() string { return "" }
