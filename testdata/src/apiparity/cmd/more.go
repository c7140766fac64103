//go:build !windows

package main

// More is of no use to others.
func More() {}
