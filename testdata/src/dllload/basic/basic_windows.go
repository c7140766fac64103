// Package basic loads DLLs by their bare names.
package basic

import (
	"syscall"

	"golang.org/x/sys/windows"
)

const name = "version"

var (
	wtsapi32 = syscall.NewLazyDLL("wtsapi32.dll")                   // want `^NewLazyDLL looks for wtsapi32\.dll in the directory of the program first, on windows; load it by windows\.NewLazySystemDLL of golang\.org/x/sys$`
	iphlpapi = windows.NewLazyDLL("iphlpapi.dll")                   // want `^NewLazyDLL looks for iphlpapi\.dll in .* load it by NewLazySystemDLL$`
	version  = (windows.NewLazyDLL)(name + ".dll")                  // want `looks for version\.dll in .* load it by NewLazySystemDLL$`
	upper    = syscall.NewLazyDLL("Iphlpapi.dll")                   // want `looks for Iphlpapi\.dll`
	own      = syscall.NewLazyDLL("example.dll")                    // want `looks for example\.dll in .*; load it by its absolute path, or by windows\.NewLazySystemDLL if it is one of Windows$`
	compute  = windows.NewLazySystemDLL("vmcompute.dll")            //
	openProc = compute.NewProc("HcsOpenComputeSystem")              //
	direct   = windows.NewLazySystemDLL("wslapi.dll").NewProc("Is") //
)

func load() error {
	if _, err := syscall.LoadDLL("winmm.dll"); err != nil { // want `^LoadDLL looks for winmm\.dll`
		return err
	}
	syscall.LoadLibrary("userenv.dll") // want `^LoadLibrary looks for userenv\.dll`
	syscall.MustLoadDLL("example.dll") // want `^MustLoadDLL panics on windows if there is no example\.dll; use LoadDLL, which returns an error$` `^MustLoadDLL looks for example\.dll`
	return nil
}

func open() {
	openProc.Call()  // want `^openProc\.Call panics on windows if there is no vmcompute\.dll; call openProc\.Find first$`
	direct.Addr()    // want `^direct\.Addr panics on windows if there is no wslapi\.dll; call direct\.Find first$`
	compute.Handle() // want `^compute\.Handle panics on windows if there is no vmcompute\.dll; call compute\.Load first$`
}
