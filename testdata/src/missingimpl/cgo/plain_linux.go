package cgo

func plainLinux() int { return 1 }
