//go:build !windows

package plat

const IsWindows = false
