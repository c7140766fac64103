package gocmd

import (
	"bytes"
	"fmt"
	"os"
)

// alive reports whether a process runs; one that nobody has waited for yet
// does not.
func alive(pid int) bool {
	stat, err := os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))
	_, state, _ := bytes.Cut(stat, []byte(") "))
	return err == nil && !bytes.HasPrefix(state, []byte("Z"))
}
