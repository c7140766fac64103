// Package arch calls what fails on one architecture.
package arch

import (
	"os"
	"runtime"

	"unsupported/dep"
)

func Use() error {
	if err := os.Chdir("here"); err != nil {
		return err
	}
	return dep.Wide() // want `^dep\.Wide always fails on linux/386: errors\.ErrUnsupported; ask runtime\.GOOS and runtime\.GOARCH first, or go on if the error is errors\.ErrUnsupported$`
}

func Guarded() error {
	if runtime.GOARCH == "386" {
		return nil
	}
	if err := os.Chdir("here"); err != nil {
		return err
	}
	return dep.Wide()
}
