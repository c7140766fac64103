// Package unix is for systems that have its paths.
package unix

import (
	"crypto/tls"
	"io/ioutil"
	"net"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"text/template"
)

const conf = "/etc/app"

func Files(name string) error {
	if f, err := os.Open("/dev/null"); err != nil {
		return err
	} else {
		defer f.Close()
	}
	if err := os.Chdir("/tmp"); err != nil {
		return err
	}
	dir, err := os.MkdirTemp("/tmp", "x")
	if err != nil {
		return err
	}
	os.WriteFile("/tmp/"+name, nil, 0o600)
	os.Rename(dir, "/var/lib/x")
	ioutil.ReadFile(conf + "/conf")
	os.ReadFile(filepath.Join(conf, name))
	os.ReadFile("/etc/ssl/certs/ca-certificates.crt")
	os.DirFS("/usr/share/zoneinfo")
	template.ParseFiles(name, "/usr/share/app/page.html")
	tls.LoadX509KeyPair("/etc/app/cert.pem", name)
	http.ListenAndServeTLS(":443", "/etc/c", "/etc/k", nil)
	return nil
}

func Programs() {
	exec.Command("/bin/sh", "-c", "true").Run()
	os.StartProcess("/usr/bin/env", []string{"env"}, &os.ProcAttr{})
}

func Sockets() (net.Conn, error) {
	net.Listen("unix", "/tmp/app.sock")
	return net.Dial("unix", "/var/run/docker.sock")
}
