//go:build !unix

package third

type file struct{ *int }

func (file) Sync() {}

func open() file { return file{} }

var opened file

type local struct{ Inode int }

type localStat struct{ Inode int }
