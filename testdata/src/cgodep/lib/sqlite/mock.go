//go:build !cgo

package sqlite

import "errors"

var errStub = errors.New("compiled with CGO_ENABLED=0, this is a stub")

func init() { register(Driver{}) }

type Driver struct{}

func (Driver) Open(name string) error { return errStub }
