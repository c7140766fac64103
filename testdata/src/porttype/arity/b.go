//go:build linux || plan9

package arity

import "syscall"

func mount() error {
	return syscall.Mount("a", "b", "c", 0, "") // want `^syscall\.Mount is func\(int, int, string, int, string\) error on plan9, not func\(string, string, string, uintptr, string\) error`
}
