//go:build linux || darwin

package basic

func initDirs() []string { return nil }
