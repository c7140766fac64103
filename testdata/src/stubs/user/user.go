// Package user sees what is exported two packages away.
package user

import (
	"stubs/forward"
	"stubs/lib"
)

func use(f *lib.File, s *lib.Store, e forward.Embeds) { // want `^use panics on js,plan9,windows: "lib: Panics is not supported"$`
	forward.Lock(f)  // want `^use of stubs/forward.Lock: darwin,js,plan9,windows$`
	e.Lock()         // want `^use of stubs/forward.Embeds.Lock: darwin,js,plan9,windows$`
	s.Lock()         // want `^use of stubs/lib.Store.Lock: darwin,js,plan9,windows$`
	lib.Several("x") // want `^use of stubs/lib.Several: js,plan9,windows$`
	lib.Panics()     // want `^use of stubs/lib.Panics: js,plan9,windows$`
	lib.Owns("x")    // want `^use of stubs/lib.Owns: plan9,windows$`
	lib.Forward(1)   // want `^use of stubs/lib.Forward: js,plan9,windows$`
	lib.Asks()       // want `^use of stubs/lib.Asks: windows$`
	lib.Some(1)      // works
	lib.Everywhere() // nowhere to go
	lib.Falls()      // works
	lib.Works()      // works
	forward.Works()  // works
}
