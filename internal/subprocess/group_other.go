//go:build !unix

package subprocess

import "os/exec"

// A group is the command alone: there are no process groups here. What it has
// started ends by itself.
type group struct{ cmd *exec.Cmd }

func newGroup(cmd *exec.Cmd) group { return group{cmd} }

func (g group) interrupt() error { return g.cmd.Process.Kill() }

func (g group) kill() {}
