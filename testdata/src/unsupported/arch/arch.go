// Package arch calls what fails on one architecture.
package arch

import (
	"runtime"

	"unsupported/dep"
)

func Use() error {
	return dep.Wide() // want `^dep\.Wide always fails on linux/386: errors\.ErrUnsupported; ask runtime\.GOOS and runtime\.GOARCH first, or go on if the error is errors\.ErrUnsupported$`
}

func Guarded() error {
	if runtime.GOARCH == "386" {
		return nil
	}
	return dep.Wide()
}
