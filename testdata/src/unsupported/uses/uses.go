// Package uses calls what another package knows to fail.
package uses

import "unsupported/dep"

func Use(name string) error {
	if err := dep.Lock(name); err != nil { // want `^dep\.Lock always fails on windows: "dep: not supported on windows"; ask runtime\.GOOS first, or leave` `^dep\.Lock, like dep\.Mutex\.Take, always fails on js and plan9: "dep: not`
		return err
	}
	return nil
}

func More(name string) error {
	if err := dep.Give(name); err != nil { // want `^dep\.Give always fails on windows: syscall\.EWINDOWS` `^dep\.Give always fails on plan9: syscall\.EPLAN9`
		return err
	}
	var m dep.Mutex
	if err := m.Take(); err != nil { // want `^dep\.Mutex\.Take always fails on windows`
		return err
	}
	if err := dep.Works(name); err != nil {
		return err
	}
	dep.Tell() // want `^dep\.Tell always panics on windows: "dep: not implemented"; ask runtime\.GOOS first, or leave the call to files for other ports$` `^dep\.Tell always panics on js and plan9`
	return nil
}
