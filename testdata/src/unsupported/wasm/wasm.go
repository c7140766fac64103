// Package wasm needs what js/wasm does not have.
package wasm

import (
	"os"
	"os/exec"
)

func Run(cmd *exec.Cmd) error {
	if _, err := cmd.StdoutPipe(); err != nil { // want `^exec\.Cmd\.StdoutPipe, like exec\.Cmd\.Start, os\.Pipe, always fails on js: syscall\.ENOSYS`
		return err
	}
	if err := cmd.Start(); err != nil {
		return err
	}
	_, _, err := os.Pipe()
	if err != nil {
		return err
	}
	return cmd.Wait()
}
