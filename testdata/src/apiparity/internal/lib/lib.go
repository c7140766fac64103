// Package lib is for this module only.
package lib

func Lib() {}
