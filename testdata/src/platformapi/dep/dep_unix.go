//go:build unix

package dep

const Mode = 1

var Limit int

func (f *File) Sync() {}

func (g Generic[T]) Flush() {}

type Stat struct{ Inode uint64 }

type platformLocker interface{ TryLock() bool }

type Alias = Stat

func Mmap() {}
