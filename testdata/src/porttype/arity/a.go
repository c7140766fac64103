//go:build linux || darwin

package arity

import (
	"runtime"
	"syscall"
)

func wait(nfd int, r *syscall.FdSet) (int, error) {
	n, err := syscall.Select(nfd, r, nil, nil, nil) // want `^syscall\.Select\(nfd, r, nil, nil, nil\) is error on darwin, not \(int, error\); move this`
	return n, err
}

func guarded(st *syscall.Stat_t) uint64 {
	if runtime.GOOS == "linux" {
		st.Dev = uint64(1) // want `^st\.Dev is int32 on darwin, not uint64; move this to files with build constraints; the check of runtime\.GOOS or runtime\.GOARCH around it does not help, the compiler sees both branches$`
	}
	return 0
}
