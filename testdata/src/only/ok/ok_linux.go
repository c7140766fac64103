package ok

import (
	"only/dep"
	_ "only/linuxdep"
)

func linux() {
	dep.Free("/")
	helper()
}
