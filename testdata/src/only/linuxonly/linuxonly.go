package linuxonly

import (
	"only/dep"
	_ "only/linuxdep"
)

func f() {
	dep.Free("/")
	dep.Each() // want `^dep.Each is not meant for linux/{386,arm,`
}
