// Package basic hands on the errors of functions that always fail somewhere.
package basic

import (
	"fmt"
	"log"
	"os"
	"os/user"
	"plugin"
)

func Owner(name string) error {
	if err := os.Chown(name, 1, 1); err != nil { // want `^os\.Chown always fails on windows: syscall\.EWINDOWS; ask runtime\.GOOS first, or go on if the error is errors\.ErrUnsupported$`
		return err
	}
	return nil
}

func More(name string) error {
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer f.Close()
	err = f.Chown(1, 1) // want `^os\.File\.Chown always fails on windows: syscall\.EWINDOWS`
	if err != nil {
		return fmt.Errorf("owner of %s: %w", name, err)
	}
	return os.Chown(name, 2, 2) // the same as above: one finding per function
}

func Load(name string) {
	if _, err := plugin.Open(name); err != nil { // want `^plugin\.Open always fails on windows, and every other port without cgo: "plugin: not implemented"; ask runtime\.GOOS first, or leave the call to files for other ports$`
		log.Fatal(err)
	}
}

func Root() error {
	if os.Geteuid() != 0 { // want `^os\.Geteuid returns -1 on windows, so this always demands root there; ask runtime\.GOOS first$`
		return fmt.Errorf("must be root")
	}
	return nil
}

func Group(name string) (*user.Group, error) {
	return user.LookupGroup(name) // a forward: its callers are told
}

func Members() ([]string, error) {
	g, err := Group("wheel")
	if err != nil {
		return nil, err
	}
	ids, err := os.Getgroups() // want `^os\.Getgroups always fails on windows`
	if err != nil {
		return nil, err
	}
	return []string{g.Gid, fmt.Sprint(ids)}, nil
}
