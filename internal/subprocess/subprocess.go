// Package subprocess runs programs so that nothing of them outlives this
// process, or the call that started them, where the system allows it.
package subprocess

import (
	"context"
	"os/exec"
	"runtime"
	"time"
)

// Run starts cmd, which exec.CommandContext has made with ctx, and waits for
// it. When ctx is done, cmd and what it has started are interrupted as by
// Ctrl-C, and killed after the grace period. An error of cmd.Start or cmd.Wait
// is returned as it is; started tells which.
func Run(ctx context.Context, cmd *exec.Cmd, grace time.Duration) (started bool, err error) {
	return run(ctx, cmd, grace, false)
}

// RunWhole is Run for a program that is not trusted to clean up: what it has
// started is killed when it ends.
func RunWhole(ctx context.Context, cmd *exec.Cmd, grace time.Duration) (started bool, err error) {
	return run(ctx, cmd, grace, true)
}

func run(ctx context.Context, cmd *exec.Cmd, grace time.Duration, whole bool) (started bool, err error) {
	g := newGroup(cmd)
	cmd.Cancel = g.interrupt
	cmd.WaitDelay = grace
	// Where the system can, it ends the command if this process is killed. It
	// takes the thread that started it for the process.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	if err := cmd.Start(); err != nil {
		return false, err
	}
	err = cmd.Wait()
	if whole || ctx.Err() != nil {
		g.kill() // what the command left behind
	}
	return true, err
}
