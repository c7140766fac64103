package fix

import (
	"syscall"
	"testing"
)

func TestStop(t *testing.T) {
	if err := syscall.Kill(syscall.Getpid(), 0); err != nil { // want `^syscall.Kill is not available on plan9 and windows; constrain this file with //go:build `
		t.Fatal(err)
	}
}
