package ok

import "os/exec"

// Here nothing can be run anyway.
func Script() error { return exec.Command("cmd").Run() }
