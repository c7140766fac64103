//go:build unix || js

package basic

func lock() error { return nil }

// TryLock locks or fails.
func TryLock() error { return nil } // want `^TryLock, File.TryLock and Limit are not declared on plan9 and windows, where the package builds without them, but what uses them does not; declare them in a file with //go:build !js && !unix too$`

// TryLock locks or fails.
func (f *File) TryLock() error { return nil }

// Limit is how many.
const Limit = 3

func tryHard() error { return nil }
