//go:build !windows

package compiler

func nanotime() int64
