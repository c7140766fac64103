//go:build unix

package basic

import "syscall"

func set(st *syscall.Stat_t, dev uint64, mode uint32) {
	st.Dev = dev   // want `^st\.Dev is int32 on darwin, not uint64; move this to files with build constraints$`
	st.Mode = mode // want `^st\.Mode is uint16 on darwin, not uint32; move this`
	*st = syscall.Stat_t{
		Ino:   dev,
		Nlink: dev, // want `^Nlink is uint16 on darwin, not uint64`
	}
}
