// Package ok has paths that are right where they are.
package ok

import (
	"errors"
	"flag"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
)

var (
	config = "/etc/app.conf"
	file   = flag.String("config", "/etc/app.conf", "configuration")
)

func Ports(name string) error {
	if runtime.GOOS == "linux" {
		os.ReadFile("/proc/meminfo")
	}
	switch runtime.GOOS {
	case "windows":
		os.ReadFile(`C:\x`)
	case "plan9", "js":
	default:
		os.ReadFile("/etc/passwd")
	}
	if runtime.GOOS == "windows" {
		return nil
	}
	_, err := os.Create("/tmp/x")
	return err
}

func Configured() error {
	if _, err := os.ReadFile(config); err != nil {
		return err
	}
	path := "/etc/app.conf"
	if p := os.Getenv("APP_CONF"); p != "" {
		path = p
	}
	if _, err := os.ReadFile(path); err != nil {
		return err
	}
	_, err := os.ReadFile(*file)
	return err
}

func Candidates() (data []byte, err error) {
	for _, name := range []string{"/etc/ssl/cert.pem", "/etc/pki/tls/cert.pem"} {
		if data, err = os.ReadFile(name); err == nil {
			return data, nil
		}
	}
	return nil, err
}

func Expected() (string, error) {
	if data, err := os.ReadFile("/etc/machine-id"); err == nil {
		return string(data), nil
	}
	data, _ := os.ReadFile("/proc/version")
	if _, err := os.Stat("/.dockerenv"); err == nil {
		return "docker", nil
	}
	if _, err := os.Stat("/etc/debian_version"); err == nil {
		return "debian", nil
	}
	data, err := os.ReadFile("/etc/app.conf")
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	data, err = os.ReadFile("/etc/hostname")
	if err != nil {
		return "localhost", nil
	}
	return string(data), err
}

func Harmless() {
	os.RemoveAll("/tmp/x")
	os.Remove("/var/lib/x")
	filepath.Glob("/sys/class/net/*")
	exec.LookPath("/usr/bin/env")
}

// Everywhere the same, or nobody knows.
func Everywhere(name string) error {
	os.ReadFile("etc/passwd")
	os.ReadFile("/")
	os.ReadFile("/data/x")
	os.ReadFile("/temporary")
	os.ReadFile("/tmp" + name)
	os.ReadFile("/var/run/secrets/kubernetes.io/serviceaccount/token")
	os.ReadFile(name + "/etc/passwd")
	os.ReadFile(filepath.Join(name, "/etc/passwd"))
	os.ReadFile(filepath.Join(os.TempDir(), "x"))
	os.ReadFile(os.DevNull)
	os.ReadFile("a:b")
	os.ReadFile(":\\x")
	net.Dial("tcp", "/etc:80")
	net.Dial("unix", "@/etc/abstract")
	_, err := filepath.Rel("/etc", "/etc/passwd")
	filepath.Join("/etc", name)
	os.Getenv("/etc")
	exec.Command("ls", "/etc").Run()
	return err
}

func Caller() {
	if runtime.GOOS == "linux" {
		isWSL()
		process{}.memory()
	}
}

func isWSL() error {
	_, err := os.ReadFile("/proc/version")
	return err
}

type process struct{}

func (process) memory() error {
	_, err := os.ReadFile("/proc/self/statm")
	return err
}
