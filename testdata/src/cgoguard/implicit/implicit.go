// Package implicit has files that import "C", some of which say so in their
// constraint.
package implicit

// #include <stdlib.h>
import "C" // want `^import "C" leaves this file out on every port without cgo; say so with //go:build cgo$`

func abs(x int) int { return int(C.abs(C.int(x))) }
