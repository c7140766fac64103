// Package undefined does not compile without cgo.
package undefined

// Open uses what only cgo.go declares.
func Open() error {
	open := 1
	_ = open
	return dial("x")
}

type conn struct{ fd int }

// Close does not use the function fd.
func (c conn) Close() int { return c.fd }
