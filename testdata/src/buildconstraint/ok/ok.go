// Package ok has tags and names that are meant.
package ok

// A comment with a space before go:build that is prose, and too late as well.

// go:build linux
func F() { g() }
