// Package linuxdep is meant for linux as a whole.
//
//xplatvet:only linux
package linuxdep

// F does something.
func F() {}

// G too.
func G() {}
