//go:build !windows

package disk

const reserved = 1 << 20
