//go:build unix

package through

import "linkname/program/dep"

func f() int { return dep.Receive() }
