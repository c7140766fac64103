package basic

import (
	"testing"
	_ "unsafe"
)

//go:linkname checkParallel testing.checkParallel // want `^testing\.checkParallel is not open`
func checkParallel(t *testing.T)

func TestParallel(t *testing.T) { checkParallel(t) }
