// Package users looks up users.
package users

import (
	"os"
	"os/user"
)

// Home asks the C library on a machine that has cgo, and reads /etc/passwd in
// a program that was cross-compiled: users of LDAP are unknown to the latter.
func Home(name string) (string, error) {
	u, err := user.Lookup(name)
	if err != nil {
		return "", err
	}
	return u.HomeDir, nil //lint:ignore xplatvet/cgolookup a comment that silences nothing
}

// Shell returns the shell of whoever runs the program. There is no such
// variable on windows: say what the code is meant for, and its callers are told.
//
//xplatvet:only unix
func Shell() string { return os.Getenv("SHELL") }
