package native

// #cgo LDFLAGS: -framework CoreFoundation
// #include <sys/types.h>
// #include <unistd.h>
import "C"

// Pid vanishes when cgo is off, which is what a cross build does.
func Pid() int { return int(C.getpid()) }
