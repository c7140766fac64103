// Package std calls functions of the standard library that always fail on some
// ports, and others of which that is said in vain.
package std

import (
	"net"
	"os"
	"os/exec"
	"os/user"
	"plugin"
	"runtime"
	"syscall"
	"time"
)

func fails(f *os.File, p *os.Process) {
	os.Chown("f", 1, 1)                         // want `^use of os.Chown: plan9,windows$`
	os.Lchown("f", 1, 1)                        // want `^use of os.Lchown: plan9,windows$`
	f.Chown(1, 1)                               // want `^use of os.File.Chown: plan9,windows$`
	p.Signal(os.Interrupt)                      // want `^use of os.Process.Signal: windows$`
	os.Getuid()                                 // want `^use of os.Getuid: plan9,windows$`
	os.Link("a", "b")                           // want `^use of os.Link: plan9$`
	os.Symlink("a", "b")                        // want `^use of os.Symlink: plan9$`
	os.StartProcess("a", nil, new(os.ProcAttr)) // want `^use of os.StartProcess: js$`
	os.Pipe()                                   // want `^use of os.Pipe: js$`
	exec.Command("a").Run()                     // want `^use of os/exec.Cmd.Run: js$`
	user.LookupGroup("a")                       // want `^use of os/user.LookupGroup: plan9$`
	net.ListenIP("ip4:icmp", nil)               // want `^use of net.ListenIP: plan9$`
	plugin.Open("a")                            // want `^use of plugin.Open: `
	syscall.Exec("a", nil, nil)                 // want `^use of syscall.Exec: windows$`
}

func works(f *os.File, p *os.Process) {
	os.Chmod("f", 0o600)
	p.Kill()
	os.Rename("a", "b")
	net.FileConn(f)
	net.LookupHost("a")
	user.Current()
	user.Lookup("a")
	exec.LookPath("a")
	time.LoadLocation("Europe/Paris")
	runtime.NumCPU()
	os.UserHomeDir()
	os.Hostname()
	syscall.Getpid()
}
