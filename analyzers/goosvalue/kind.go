package goosvalue

import (
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/reach"
)

// A kind is what one of the values of a port can be.
type kind struct {
	name  string
	known func(string) bool         // dead and future ports too
	all   func(string) platform.Set // the ports that have a known value
	other *kind
}

// ports returns the ports that have the value s.
func (k *kind) ports(s string) platform.Set {
	if !k.known(s) {
		return platform.Set{}
	}
	return k.all(s)
}

func kindOf(v reach.PortValue) *kind {
	goos := &kind{name: "GOOS", known: platform.KnownOS, all: platform.OS}
	goarch := &kind{name: "GOARCH", known: platform.KnownArch, all: platform.Arch}
	goos.other, goarch.other = goarch, goos
	if v == reach.GOARCH {
		return goarch
	}
	return goos
}
