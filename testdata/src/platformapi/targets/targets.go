// Package targets is checked on linux, darwin/arm64 and windows with cgo.
package targets

import "syscall"

func dup(fd int) error {
	return syscall.Dup2(fd, 1) // want `^syscall.Dup2 is not available on windows and linux/{arm64,loong64,riscv64}; move it to a file with `
}

func mount() error {
	return syscall.Mount("a", "b", "c", 0, "") // want `^syscall.Mount is not available on darwin and windows; move it to a file with //go:build linux$`
}

// Plan 9 and js are nobody's business here.
func group() int { return syscall.Getpgrp() } // want `^syscall.Getpgrp is not available on windows; `
