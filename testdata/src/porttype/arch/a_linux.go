package arch

import (
	"syscall"
	"time"
)

func mtime(st *syscall.Stat_t) time.Time {
	return time.Unix(st.Mtim.Sec, st.Mtim.Nsec) // want `^st\.Mtim\.Sec is int32 on linux/\{386,arm\}, not int64; convert it: int64\(st\.Mtim\.Sec\)$` `^st\.Mtim\.Nsec is int32 on linux/\{386,arm\}, not int64`
}

func nanoseconds(ts syscall.Timespec) int64 {
	return ts.Sec*1e9 + ts.Nsec // want `^ts\.Sec \* 1e9 \+ ts\.Nsec is int32 on linux/\{386,arm\}, not int64; convert it: int64\(ts\.Sec\)$`
}
