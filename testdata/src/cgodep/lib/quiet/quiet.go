// Package quiet says that cgo is off, and does without.
package quiet

func Info() string { return info }
