//go:build !cgo

package ledger

import "errors"

// Open fails.
func Open(name string) error { return errors.New("ledger: built without cgo") }
