//go:build !windows

package text

const shell = "/bin/sh"
