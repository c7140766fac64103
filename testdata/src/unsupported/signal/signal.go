// Package signal sends signals that windows does not have.
package signal

import (
	"os"
	"os/exec"
	"syscall"
)

func Stop(p *os.Process, cmd *exec.Cmd, sig os.Signal) error {
	if err := p.Signal(syscall.SIGTERM); err != nil { // want `^os\.Process\.Signal always fails on windows if given syscall\.SIGTERM: syscall\.EWINDOWS; only syscall\.SIGKILL works there: ask runtime\.GOOS first$`
		return err
	}
	if err := cmd.Process.Signal(os.Interrupt); err != nil { // want `if given os\.Interrupt`
		return err
	}
	if err := p.Signal(syscall.Signal(0)); err != nil { // want `if given syscall\.Signal\(0\)`
		return err
	}
	if err := p.Signal(os.Kill); err != nil {
		return err
	}
	if err := p.Signal(syscall.SIGKILL); err != nil {
		return err
	}
	if err := p.Signal(sig); err != nil {
		return err
	}
	p.Signal(syscall.SIGTERM)
	if err := p.Signal(syscall.SIGINT); err != nil {
		return p.Kill()
	}
	return nil
}
