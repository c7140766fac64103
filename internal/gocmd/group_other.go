//go:build !unix

package gocmd

import "os/exec"

// A group is the go command alone: there are no process groups here. The
// compilers it has started end by themselves.
type group struct{ cmd *exec.Cmd }

func newGroup(cmd *exec.Cmd) group { return group{cmd} }

func (g group) interrupt() error { return g.cmd.Process.Kill() }

func (g group) kill() {}
