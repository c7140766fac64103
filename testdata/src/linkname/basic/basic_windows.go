package basic

import _ "unsafe"

//go:linkname fcntl syscall.fcntl // want `^syscall\.fcntl is not open to go:linkname on windows: no program that needs it here is linked$`
func fcntl(fd, cmd, arg int) (int, error)

func duplicate() { fcntl(0, 0, 0) }
