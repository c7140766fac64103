//go:build unix

package twice

func lock() {} // want `^lock, unlock and file.tryLock are declared in lock_unix.go and in lock_darwin.go, which are both built on darwin; add !darwin to the constraint of lock_unix.go$`

func unlock() {}

func (f *file) tryLock() {}
