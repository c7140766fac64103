//go:build !windows

package lib

func More() {}
