//go:build js || linux

package basic

import "syscall/js" // want `^package syscall/js has no Go files on linux; constrain this file with //go:build js$`

func global() js.Value { return js.Global() }
