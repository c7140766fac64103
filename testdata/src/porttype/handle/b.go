//go:build !plan9

package handle

import "syscall"

func open() (int, error) {
	n, err := syscall.Open("x", 0, 0)
	return n, err // want `^n is syscall\.Handle on windows, not int; convert it: int\(n\)$`
}
