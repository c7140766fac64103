// Package basic has paths that some systems lack.
package basic

import (
	"crypto/tls"
	"fmt"
	"io/ioutil"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"text/template"
)

const conf = "/etc/app"

func Files(pid int, name string) error {
	if f, err := os.Open("/dev/null"); err != nil { // want `os.Open of "/dev/null": there is no /dev/null on windows; use os.DevNull$`
		return err
	} else {
		defer f.Close()
	}
	if err := os.Chdir("/tmp"); err != nil { // want `os.Chdir of "/tmp": there is no /tmp on windows; use os.TempDir$`
		return err
	}
	dir, err := os.MkdirTemp("/tmp", "x") // want `os.MkdirTemp of "/tmp": there is no /tmp on windows`
	if err != nil {
		return err
	}
	os.WriteFile("/tmp/"+name, nil, 0o600)                  // want `os.WriteFile of "/tmp/"\.\.\.: there is no /tmp on windows; use os.TempDir$`
	os.Rename(dir, "/var/lib/x")                            // want `os.Rename of "/var/lib/x": there is no /var on plan9 and windows; guard it with runtime.GOOS`
	ioutil.ReadFile(conf + "/conf")                         // want `ioutil.ReadFile of "/etc/app/conf": there is no /etc on plan9 and windows`
	os.ReadFile(filepath.Join(conf, name))                  // want `os.ReadFile of "/etc/app/"\.\.\.: there is no /etc on plan9 and windows`
	os.ReadFile(fmt.Sprintf("/proc/%d/stat", pid))          // want `os.ReadFile of "/proc/"\.\.\.: there is no /proc on darwin and windows`
	os.ReadFile("/proc/meminfo")                            // want `there is no /proc/meminfo on darwin, plan9 and windows`
	os.Readlink("/proc/self/exe")                           // want `there is no /proc/self/exe on darwin, plan9 and windows; use os.Executable`
	os.ReadDir("/sys/class/net")                            // want `there is no /sys/class on darwin, plan9 and windows`
	os.ReadFile("/etc/ssl/certs/ca-certificates.crt")       // want `there is no /etc/ssl on plan9 and windows; use crypto/x509.SystemCertPool`
	os.DirFS("/usr/share/zoneinfo")                         // want `there is no /usr/share/zoneinfo on plan9 and windows; use time.LoadLocation`
	os.ReadDir("/Applications")                             // want `there is no /Applications on linux, plan9 and windows`
	os.ReadFile(`C:\Windows\win.ini`)                       // want `os.ReadFile of "C:\\\\Windows\\\\win.ini": a path of windows names nothing on darwin, linux and plan9; guard`
	os.Open(`\\.\PhysicalDrive0`)                           // want `a path of windows names nothing on darwin, linux and plan9`
	os.Open("c:/" + name)                                   // want `a path of windows names nothing`
	template.ParseFiles(name, "/usr/share/app/page.html")   // want `template.ParseFiles of "/usr/share/app/page.html": there is no /usr on windows`
	tls.LoadX509KeyPair("/etc/app/cert.pem", name)          // want `tls.LoadX509KeyPair of .*: there is no /etc on plan9 and windows`
	http.ListenAndServeTLS(":443", "/etc/c", "/etc/k", nil) // want `ListenAndServeTLS of "/etc/c"` `ListenAndServeTLS of "/etc/k"`
	return nil
}

func Programs() {
	exec.Command("/bin/sh", "-c", "true").Run()                      // want `exec.Command of "/bin/sh": there is no /bin on windows`
	exec.Command(`C:\Windows\System32\cmd.exe`).Run()                // want `exec.Command of .*: a path of windows names nothing`
	os.StartProcess("/usr/bin/env", []string{"env"}, &os.ProcAttr{}) // want `os.StartProcess of "/usr/bin/env": there is no /usr on windows`
}

func Sockets() (net.Conn, error) {
	net.Listen("unix", "/tmp/app.sock")             // want `net.Listen of "/tmp/app.sock": there is no /tmp on windows; use os.TempDir`
	return net.Dial("unix", "/var/run/docker.sock") // want `net.Dial of "/var/run/docker.sock": there is no /var on plan9 and windows`
}
