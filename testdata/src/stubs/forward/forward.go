// Package forward is between a package with stubs and its user: facts about the
// one make facts about the other.
package forward

import "stubs/lib"

func Lock(f *lib.File) error { return f.Lock() } // want `^Lock fails on darwin,js,plan9,windows: errors.ErrUnsupported from stubs/lib.File.Lock$` `^use of stubs/lib.File.Lock: darwin,js,plan9,windows$`

type Embeds struct{ *lib.File }

// Lock shadows the method that is promoted.
func (e Embeds) Lock() error { return e.File.Lock() } // want `^Embeds.Lock fails on` `^use of stubs/lib.File.Lock`

func Works() error { return lib.Works() }
