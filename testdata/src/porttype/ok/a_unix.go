//go:build unix

package ok

import (
	"fmt"
	"syscall"
	"time"
)

// A conversion that makes no difference on linux, but does on darwin.
func device(st *syscall.Stat_t) uint64 { return uint64(st.Dev) }

func use(st, other *syscall.Stat_t, ts syscall.Timespec, fs *syscall.Statfs_t) {
	dev := st.Dev
	dev++
	_ = dev == other.Dev
	_ = st.Nlink > 1
	_ = st.Nlink + 1
	_ = uint64(st.Nlink)*2 + uint64(st.Dev)
	fmt.Println(st.Dev, st.Nlink, fs.Bsize)
	_ = time.Unix(int64(ts.Sec), int64(ts.Nsec))
	_ = time.Unix(ts.Unix())
	_ = fs.Blocks * uint64(fs.Bsize)
	var x any = st.Dev
	_, _ = x.(uint64)
	generic(st.Dev)
	devices := map[any]bool{st.Dev: true}
	_ = devices
	type key struct{ dev, ino any }
	_ = key{st.Dev, st.Ino}
	for i := 0; i < int(st.Nlink); i++ {
	}
	if st.Dev < 0 {
	}
}

func generic[T int32 | uint64 | uint32 | int64](T) {}

// What is absent on a port is the business of another analyzer.
func absent(st *syscall.Stat_t) int64 {
	_ = st.Atim.Sec
	var sec int64 = st.Mtim.Sec
	return sec
}
