// Package basic refers to symbols of the standard library that are not open on
// every port.
package basic

import (
	"runtime"
	_ "unsafe"
)

//go:linkname recvmsg syscall.recvmsg // want `^syscall\.recvmsg is not open to go:linkname on any port: no program that needs it here is linked$`
func recvmsg(s int, msg *int, flags int) (n int, err error)

func receive() { recvmsg(0, nil, 0) }

//go:linkname syscall6 syscall.syscall6 // want `^syscall\.syscall6 is not open to go:linkname on any port but darwin: no program that needs it here is linked; move it to a file with //go:build aix \|\| darwin \|\| openbsd$`
func syscall6(fn, a1, a2, a3, a4, a5, a6 uintptr) (r1, r2, err uintptr)

func call() { syscall6(0, 0, 0, 0, 0, 0, 0) }

//go:linkname getprocaddress syscall.getprocaddress // want `^syscall\.getprocaddress is not open to go:linkname on linux: `
func getprocaddress(handle uintptr, name *uint8) (uintptr, uintptr)

func find() {
	if runtime.GOOS == "linux" || runtime.GOOS == "windows" {
		getprocaddress(0, nil)
	}
}

//go:linkname coroswitch runtime.coroswitch // want `^runtime\.coroswitch is not open`
func coroswitch(*int)

var _ = coroswitch

//go:linkname nextSecret crypto/tls.(*cipherSuiteTLS13).nextTrafficSecret // want `^crypto/tls\.\(\*cipherSuiteTLS13\)\.nextTrafficSecret is not open`
func nextSecret(*int, []byte) []byte

func secret() []byte { return nextSecret(nil, nil) }

//go:linkname envs syscall.envs // want `^syscall\.envs is not open to go:linkname on any port: the linker refuses it, or envs is another variable$`
var envs []string
