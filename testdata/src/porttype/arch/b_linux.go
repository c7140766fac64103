package arch

import "syscall"

func length(iov *syscall.Iovec, n uint64) {
	iov.Len = n // want `^iov\.Len is uint32 on linux/\{386,arm\}, not uint64; move this to files with build constraints$`
	iov.SetLen(int(n))
}

func events() uint32 {
	var events uint32 = syscall.EPOLLIN | syscall.EPOLLET // want `^syscall\.EPOLLIN \| syscall\.EPOLLET is -\d+ on linux/\{386,amd64,arm\}, not \d+; move this`
	return events
}
