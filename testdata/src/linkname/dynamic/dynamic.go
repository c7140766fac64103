// Package dynamic asks for functions of dynamic libraries.
package dynamic

import _ "unsafe"

//go:cgo_import_dynamic dynamic._MessageBoxW MessageBoxW%4 "user32.dll" // want `^there is no user32\.dll on any port but windows: the program does not link, or does not start$`
var _MessageBoxW uintptr

//go:cgo_import_dynamic libc_ioctl ioctl "libc.so"

//go:cgo_ldflag "-lm" // want `^//go:cgo_ldflag is refused outside of code that cgo generates, on every port$`
