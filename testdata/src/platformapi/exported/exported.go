// Package exported is tested from outside, by names that its own tests export.
package exported

func Everywhere() {}
