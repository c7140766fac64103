//go:build !windows

package ok
