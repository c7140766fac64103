package basic

import (
	"only/dep"
	_ "only/linuxdep" // want `^package only/linuxdep is not meant for windows \(//xplatvet:only\); check runtime.GOOS$`
)

func windows() {
	dep.Free("/") // want `^dep.Free is not meant for windows \(//xplatvet:only\); check runtime.GOOS$`
	own()         // want `^own is not meant for windows`
}
