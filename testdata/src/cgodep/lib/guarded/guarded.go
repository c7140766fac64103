// Package guarded does without sqlite where cgo is off.
package guarded

var drivers []any
