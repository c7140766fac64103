// Package whole is meant for linux, and uses what is.
//
//xplatvet:only linux
package whole

import (
	"only/dep"
	"only/linuxdep"
)

var x = dep.Free("/")

func f() {
	linuxdep.F()
	dep.Free("/")
}
