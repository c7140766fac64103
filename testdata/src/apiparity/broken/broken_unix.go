//go:build !windows && !plan9

package broken

// Reload reloads.
func Reload() {}

func kill(pid int) error { return nil }

func shared() int { return 0 }
