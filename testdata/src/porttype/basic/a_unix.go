//go:build unix

package basic

import (
	"syscall"
	"time"
)

type usage struct {
	stat  syscall.Statfs_t
	inode uint64
}

func device(st *syscall.Stat_t) uint64 {
	return st.Dev // want `^st\.Dev is int32 on darwin, not uint64; convert it: uint64\(st\.Dev\)$`
}

func same(a, b *syscall.Stat_t, dev uint64) bool {
	if a.Dev != b.Dev {
		return false
	}
	x := a.Dev
	return x == dev // want `^x is int32 on darwin, not uint64; convert it: uint64\(x\)$`
}

func (u *usage) free() uint64 {
	return u.stat.Bavail * uint64(u.stat.Bsize)
}

func (u *usage) size() int64 {
	return u.stat.Bsize // want `^u\.stat\.Bsize is uint32 on darwin, not int64`
}

func links(st *syscall.Stat_t) (n uint64) {
	n = st.Nlink // want `^st\.Nlink is uint16 on darwin, not uint64`
	n += st.Ino
	return n
}

func times(ts syscall.Timespec, tv syscall.Timeval) time.Time {
	_ = int64(tv.Usec) + tv.Sec
	take(ts.Sec, tv.Usec) // want `^tv\.Usec is int32 on darwin, not int64`
	return time.Unix(ts.Sec, ts.Nsec)
}

func take(sec, usec int64) {}

func infer(st syscall.Stat_t) []uint64 {
	list := []uint64{st.Ino, st.Dev} // want `^st\.Dev is int32 on darwin, not uint64`
	m := map[uint64]string{}
	_ = m[st.Dev]                          // want `^st\.Dev is int32 on darwin, not uint64`
	f := func() uint64 { return st.Nlink } // want `^st\.Nlink is uint16 on darwin, not uint64`
	list = append(list, f())
	return list
}

var global syscall.Stat_t

var dev = global.Dev

var dev64 uint64 = dev // want `^dev is int32 on darwin, not uint64`

func sum(st syscall.Stat_t) uint64 {
	return (st.Dev + 1) << 8 // want `^\(st\.Dev \+ 1\) << 8 is int32 on darwin, not uint64; convert it: uint64\(st\.Dev\)$`
}
