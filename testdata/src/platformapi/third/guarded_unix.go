//go:build linux || darwin

package third

import "platformapi/dep"

func ok(f *dep.File, s dep.Stat) uint64 {
	f.Sync()
	dep.Mmap()
	return s.Inode + dep.Mode
}
