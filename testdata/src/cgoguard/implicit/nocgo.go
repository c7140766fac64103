//go:build !cgo

package implicit

func onNone() {}
