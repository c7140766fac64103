// Package lib has functions that always fail on some ports, in all the forms
// that a stub has.
package lib

import (
	"errors"
	"fmt"
	"os"
	"runtime"
)

type File struct{ name string }

// A Store has a File, and hands on what that does.
type Store struct{ file *File }

func (s *Store) Lock() error { // want `^Store.Lock fails on darwin,js,plan9,windows: errors.ErrUnsupported from stubs/lib.File.Lock$`
	return s.file.Lock()
}

var errPlatform = errors.New("lib: not implemented on this platform")

// Forward does little but call what fails.
func Forward(n int) error { // want `^Forward fails on js,plan9,windows: "lib: not implemented on this platform"$`
	if err := single(n); err != nil {
		return fmt.Errorf("forward %d: %w", n, err)
	}
	return nil
}

// Asks asks where it runs.
func Asks() error { // want `^Asks fails on windows: "lib: not supported on windows"$`
	if runtime.GOOS == "windows" {
		return fmt.Errorf("lib: not supported on %s", runtime.GOOS)
	}
	return nil
}

// Owns leads to a stub of the standard library.
func Owns(name string) error { // want `^Owns fails on plan9: syscall.EPLAN9 from os.Chown$` `^Owns fails on windows: syscall.EWINDOWS from syscall.Chown$`
	return os.Chown(name, 1, 1) // want `^use of os.Chown: plan9,windows$`
}

// Some works for some arguments, and so does not fail always.
func Some(n int) error {
	if n > 10 {
		return errPlatform
	}
	return nil
}

// Everywhere fails on every port: there is no port to go to.
func Everywhere() error { return errors.ErrUnsupported }

// Falls back: it works in the end.
func Falls() error {
	if err := single(1); err != nil {
		return other()
	}
	return nil
}

func other() error { return nil }
