//go:build !linux

package sysmem

func available(string) (uint64, bool) { return 0, false }
