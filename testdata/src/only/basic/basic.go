package basic

import (
	"runtime"

	"only/dep"
	"only/linuxdep"
)

func calls() {
	dep.Free("/") // want `^dep.Free is not meant for js, plan9 and windows \(//xplatvet:only\); check runtime.GOOS, or move it to a file with //go:build darwin \|\| linux$`
	f := dep.Free // want `dep.Free is not meant for`
	_ = func() { f("/") }
	go dep.Free("") // want `dep.Free is not meant for`
	if runtime.GOOS != "windows" {
		dep.Free("") // want `dep.Free is not meant for js and plan9 `
	}
}

func types(x any) {
	m := dep.Mount{}         // want `dep.Mount is not meant for`
	m.Unmount()              // want `^Mount.Unmount is not meant for`
	_ = new(dep.Mount)       // want `dep.Mount is not meant for`
	_ = make([]dep.Mount, 1) // want `dep.Mount is not meant for`
	var n dep.Mount          // want `dep.Mount is not meant for`
	_ = (*dep.Mount)(nil)    // want `dep.Mount is not meant for`
	_ = n
	dep.Volume{}.Eject()            // want `^Volume.Eject is not meant for plan9 \(//xplatvet:only\); check runtime.GOOS, or move it to a file with //go:build !plan9$`
	_, _ = dep.Group{}, dep.Owner{} // want `dep.Group is not` `dep.Owner is not`
}

var global = dep.Free("/") // want `dep.Free is not meant for`

// Of a package as a whole the first use is reported.
func whole() {
	linuxdep.F() // want `^package only/linuxdep is not meant for any port but linux \(//xplatvet:only\); check runtime.GOOS, or constrain this file with //go:build linux$`
	linuxdep.G()
}

//xplatvet:only linux
func own() {}

//xplatvet:only linux
type ownType struct{}

func (ownType) method() {
	own()
	dep.Free("")
}

func useOwn(o ownType) {
	own()      // want `^own is not meant for`
	o.method() // want `^ownType.method is not meant for`
}

// The body of an annotated function is not meant for more than it says.
//
//xplatvet:only linux,windows
func partly() {
	dep.Free("") // want `dep.Free is not meant for windows `
}
