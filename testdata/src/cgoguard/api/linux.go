//go:build linux && cgo

package api

import "C"

// Epoll has no twin.
func Epoll() {} // want `^Epoll is declared with cgo only: on linux without cgo other files of the package remain, and what uses it does not compile; declare it in a file with //go:build linux && !cgo too$`
