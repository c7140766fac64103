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
	if err := cmd.Process.Signal(syscall.SIGQUIT); err != nil { // want `if given syscall\.SIGQUIT`
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
	p.Signal(syscall.SIGTERM) // killed otherwise
	if err := p.Signal(syscall.SIGINT); err != nil {
		return p.Kill()
	}
	return nil
}

func Interrupt(cmd *exec.Cmd) error {
	cmd.Process.Signal(os.Interrupt) // want `^os\.Process\.Signal always fails on windows if given os\.Interrupt`
	return cmd.Wait()
}

func Try(cmd *exec.Cmd) {
	_ = cmd.Process.Signal(syscall.SIGHUP)
}

func Delay(cmd *exec.Cmd) {
	cmd.Cancel = func() error {
		cmd.Process.Signal(os.Interrupt)
		return nil
	}
	cmd.WaitDelay = 1
}
