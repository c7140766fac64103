package archlinux

import (
	"os"

	"unsupported/dep"
)

func OnLinux() error {
	if err := os.Chdir("here"); err != nil {
		return err
	}
	return dep.Wide() // want `^dep\.Wide always fails on linux/386: errors\.ErrUnsupported; ask runtime\.GOARCH first, or go on if the error is errors\.ErrUnsupported$`
}
