//go:build unix

package gocmd

import (
	"bytes"
	"fmt"
	"os"
	"syscall"
)

// alive reports whether a process runs. One that nobody has waited for yet,
// which only linux lets us see, does not.
func alive(pid int) bool {
	if stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid)); err == nil {
		_, state, _ := bytes.Cut(stat, []byte(") "))
		return !bytes.HasPrefix(state, []byte("Z"))
	}
	return syscall.Kill(pid, 0) == nil
}
