//go:build !linux

package exported

func Open() {}

type File struct{}
