// Package guards looks up hosts where cgo makes no difference: behind guards of
// the kinds that analyzers for other languages did not understand.
package guards

import (
	"net"
	"os/user"
	"runtime"
	"slices"

	"cgolookup/guards/plat"
)

var isLinux = runtime.GOOS == "linux"

func lambdas(host string) {
	if runtime.GOOS == "windows" {
		f := func() { net.LookupHost(host) }
		run(func() {
			run(func() { net.LookupHost(host) })
		})
		go func() { user.Lookup(host) }()
		defer f()
	}
	if runtime.GOOS == "linux" {
		return
	}
	run(func() { user.Lookup(host) })
}

func run(f func()) { f() }

func compared(host string) {
	if runtime.GOOS == "linux" == false {
		net.LookupHost(host)
	}
	if false == isLinux {
		net.LookupHost(host)
	}
	if (runtime.GOOS == "linux") != true {
		net.LookupHost(host)
	}
	if !isLinux {
		net.LookupHost(host)
	}
}

func unless(host string) {
	switch runtime.GOOS {
	case "windows":
		net.LookupHost(host)
		fallthrough
	case "darwin", "plan9":
		user.Lookup(host)
	}
	if slices.Contains([]string{"windows", "darwin"}, runtime.GOOS) && host != "" {
		net.LookupHost(host)
	}
}

func helpers(host string) {
	if plat.IsWindows || plat.OnMac() {
		net.LookupHost(host)
	}
	if plat.Fork() == false {
		net.LookupHost(host)
	}
	plat.NotOnLinux()
	net.LookupHost(host)
}
