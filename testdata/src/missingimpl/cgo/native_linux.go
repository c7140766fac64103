package cgo

import "C"

func linuxCgo() int { return 1 }
