package handle

import "syscall"

func place(fd int) {
	syscall.Close(fd)       // want `^syscall\.Close is func\(syscall\.Handle\) error on windows, not func\(int\) error; move this to files with build constraints$`
	syscall.Open("x", 0, 0) // want `^syscall\.Open is func\(string, int\) \(int, error\) on plan9, not func\(string, int, uint32\)`
}

func direct() (int, error) {
	return syscall.Socket(0, 0, 0) // want `^syscall\.Socket\(0, 0, 0\) is \(syscall\.Handle, error\) on windows, not \(int, error\); move this`
}

func call() error {
	_, _, e := syscall.Syscall(1, 2, 3, 4) // want `^syscall\.Syscall has another type on windows; move this to files with build constraints$`
	if e != 0 {                            // want `^e is syscall\.ErrorString on plan9, not syscall\.Errno; move this`
		return e
	}
	return e
}
