// Package basic is built everywhere and uses what is not everywhere.
package basic

import (
	"log/syslog"
	"os"
	"runtime"
	"syscall"
)

func Stop(pid int) error {
	return syscall.Kill(pid, syscall.SIGTERM) // want `^syscall.Kill is not available on plan9 and windows; move it to a file with //go:build js || unix$`
}

var reload = syscall.SIGUSR1 // want `^syscall.SIGUSR1 is not available on js, plan9 and windows; move it to a file with //go:build unix$`

// A check at run time does not keep the compiler away.
func StopGuarded(pid int) {
	if runtime.GOOS != "windows" && runtime.GOOS != "plan9" {
		syscall.Kill(pid, syscall.SIGTERM) // want `^syscall.Kill is not available on plan9 and windows; the check of runtime.GOOS or runtime.GOARCH around it does not help, the compiler sees both branches; move it to`
	}
}

// Fields and methods.
func Modified(fi os.FileInfo) int64 {
	st := fi.Sys().(*syscall.Stat_t) // want `^syscall.Stat_t is not available on plan9 and windows; `
	return int64(st.Atim.Sec)        // want `^syscall.Stat_t.Atim is not available on darwin and js; move it to a file with //go:build linux$`
}

func detached() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{
		Setpgid: true, // want `^syscall.SysProcAttr.Setpgid is not available on js, plan9 and windows; `
	}
}

func hidden() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{
		HideWindow: true, // want `^syscall.SysProcAttr.HideWindow is not available on any port but windows; move it to a file with //go:build windows$`
	}
}

// The package exists everywhere, what it exports does not.
func logger() (*syslog.Writer, error) { // want `^syslog.Writer is not available on plan9 and windows; `
	return syslog.New(syslog.LOG_INFO, "x") // want `^syslog.New is not` `^syslog.LOG_INFO is not`
}
