//go:build !windows

package ports

const IsWindows = false
