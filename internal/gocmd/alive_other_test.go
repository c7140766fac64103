//go:build !unix

package gocmd

// alive cannot tell on this system, and grandchildren do outlive a
// cancellation here.
func alive(pid int) bool { return false }
