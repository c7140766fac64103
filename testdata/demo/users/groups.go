//go:build unix

package users

import "os"

// Groups returns the groups of this process. The library builds without it
// too, only its users do not.
func Groups() ([]int, error) { return os.Getgroups() }
