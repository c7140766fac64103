//go:build unix

package subprocess

import (
	"os/exec"
	"syscall"
	"time"
)

// A group is the process group of a command: it and what it starts.
type group struct{ cmd *exec.Cmd }

func newGroup(cmd *exec.Cmd) group {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	dieWithParent(cmd.SysProcAttr)
	return group{cmd}
}

// interrupt does what Ctrl-C on a terminal does.
func (g group) interrupt() error {
	return syscall.Kill(-g.cmd.Process.Pid, syscall.SIGINT)
}

// kill ends what is left of the group after its leader has been waited for,
// and waits a little until it is gone. The system does not give the id of a
// group with members to another process.
func (g group) kill() {
	for range 50 {
		if syscall.Kill(-g.cmd.Process.Pid, syscall.SIGKILL) != nil {
			return // no such group
		}
		time.Sleep(10 * time.Millisecond)
	}
}
