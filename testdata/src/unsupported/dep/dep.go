// Package dep has functions that fail on some ports.
package dep

import "os"

// Give forwards to a stub of the standard library.
func Give(name string) error { return os.Chown(name, 1, 1) }

// Lock is a stub of its own.
func Lock(name string) error { return lock(name) }

// A Lock1 has a method that is one.
type Mutex struct{ name string }

// Take may refuse its own arguments first.
func (m *Mutex) Take() error {
	if m.name == "" {
		return os.ErrInvalid
	}
	if err := lock(m.name); err != nil {
		return err
	}
	return nil
}

// Tell has no error to return.
func Tell() { tell() }

// Works does on every port.
func Works(name string) error {
	if err := lock(name); err != nil {
		return os.Remove(name)
	}
	return nil
}
