package ok

import "syscall"

var example = syscall.NewLazyDLL("example.dll")
