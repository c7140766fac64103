package goosvalue

import (
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/platform"
)

// A kind is what one of the values of a port can be.
type kind struct {
	name  string
	known func(string) bool // dead and future ports too
	other *kind
}

// live reports whether some port has the value s.
func (k *kind) live(s string) bool {
	on, _ := platform.Tag(s)
	return k.known(s) && !on.Empty()
}

func kindOf(v reach.PortValue) *kind {
	goos := &kind{name: "GOOS", known: platform.KnownOS}
	goarch := &kind{name: "GOARCH", known: platform.KnownArch}
	goos.other, goarch.other = goarch, goos
	if v == reach.GOARCH {
		return goarch
	}
	return goos
}
