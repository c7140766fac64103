package handle

import "syscall"

func isTerminal(fd int) bool { return fd == 0 }

func use() {
	isTerminal(syscall.Stdin) // want `^syscall\.Stdin is syscall\.Handle on windows, not int; convert it: int\(syscall\.Stdin\)$`
}
