// Package annotated says where code is meant to run.
package annotated

import "runtime"

func reached(string, ...string) bool { return false }

//xplatvet:only linux,windows
func function() {
	reached("linux,windows")
	if runtime.GOOS == "windows" {
		reached("windows")
		return
	}
	_ = func() { reached("linux") }
}

//xplatvet:only plan9
func never() {
	if runtime.GOOS == "windows" {
		reached("none")
	}
}

//xplatvet:only unix
type typ struct{}

func (typ) value() { reached("unix") }

//xplatvet:only linux,plan9
func (t *typ) pointer() { reached("linux") }

// A mistake says nothing.
//
//xplatvet:only lnux
func mistake() { reached("all") }

// It says nothing to those who call it.
func caller() {
	function()
	reached("all")
}

var x = reached("all")
