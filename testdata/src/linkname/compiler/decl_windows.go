package compiler

//go:linkname other runtime.nanotime // want `^//go:linkname is refused in a file that does not import unsafe, on windows$`
func other() int64
