// Package ok loads DLLs from where they belong, and looks before it calls.
package ok

import (
	"os"
	"syscall"

	"golang.org/x/sys/windows"
)

var (
	kernel32 = syscall.NewLazyDLL("kernel32.dll")
	user32   = windows.NewLazyDLL("user32")
	ntdll    = windows.NewLazyDLL("NTDLL.DLL")
	iphlpapi = syscall.NewLazyDLL("iphlpapi.dll") // syscall takes it from the system
	wtsapi32 = windows.NewLazySystemDLL("wtsapi32.dll")
	apiset   = windows.NewLazyDLL("api-ms-win-core-version-l1-1-0.dll")
	path     = syscall.NewLazyDLL(`C:\Program Files\Example\example.dll`)
	relative = syscall.NewLazyDLL("./example.dll")
	variable = syscall.NewLazyDLL(os.Getenv("EXAMPLE_DLL"))

	tick  = kernel32.NewProc("GetTickCount64")
	wts   = wtsapi32.NewProc("WTSEnumerateSessionsW")
	maybe = windows.NewLazySystemDLL("vmcompute.dll")
	open  = maybe.NewProc("HcsOpenComputeSystem")
)

func calls() error {
	tick.Call()
	wts.Call()
	kernel32.Handle()
	syscall.MustLoadDLL("kernel32.dll").MustFindProc("GetTickCount64")
	if _, err := syscall.LoadDLL("kernel32.dll"); err != nil { // it returns an error
		return err
	}
	if err := maybe.Load(); err != nil {
		return err
	}
	open.Call()
	return nil
}

type phone struct{}

func (phone) Call()   {}
func (phone) Handle() {}

var local phone

func ring() { local.Call(); local.Handle() }
