//go:build windows

package ports

const IsWindows = true

func Only() bool { return true }
