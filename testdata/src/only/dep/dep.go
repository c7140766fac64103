// Package dep has functions that are meant for some ports.
package dep

import "os/exec"

// Free is meant for two systems.
//
//xplatvet:only linux,darwin // a program of ours
func Free(path string) error { return exec.Command("statfs", path).Run() }

// A Mount is meant for linux.
//
//xplatvet:only linux
type Mount struct{ Path string }

// Unmount is a method of it.
func (m *Mount) Unmount() error { return nil }

// A Volume works everywhere.
type Volume struct{}

// Eject does not.
//
//xplatvet:only !plan9
func (Volume) Eject() {}

// Label does.
func (Volume) Label() string { return "" }

//xplatvet:only unix
type (
	Group struct{}
	Owner struct{}
)
