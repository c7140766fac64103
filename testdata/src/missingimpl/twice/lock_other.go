//go:build !unix

package twice

func lock() {}

func unlock() {}

func (f *file) tryLock() {}
