// Package ok runs programs where they are.
package ok

import (
	"errors"
	"os/exec"
	"runtime"
)

func Everywhere(dir string) {
	exec.Command("git", "status").Run()
	exec.Command("go", "build", "-o", "x.exe").Run()
	exec.Command("./x.exe").Run()
	exec.Command("ssh", dir).Run()
	exec.Command("./tool").Run()
	exec.Command("tool", "sh", "cmd").Run()
	exec.Command(dir, "sh").Run()
	exec.Command("/bin/sh").Run()
	exec.Command(dir + "/run.sh").Run()
	exec.Command("").Run()
}

func Guarded(url string) error {
	switch runtime.GOOS {
	case "windows":
		return exec.Command("rundll32", "url.dll,FileProtocolHandler", url).Start()
	case "darwin":
		return exec.Command("open", url).Start()
	case "plan9", "js":
		return errors.ErrUnsupported
	}
	return exec.Command("xdg-open", url).Start()
}

func Found(script string) error {
	if _, err := exec.LookPath("bash"); err != nil {
		return err
	}
	return exec.Command("bash", "-c", script).Run()
}

func Fallback() (string, error) {
	out, err := exec.Command("getconf", "PAGESIZE").Output()
	if err != nil {
		return "4096", nil
	}
	if out, err := exec.Command("uname", "-r").Output(); err == nil {
		return string(out), nil
	}
	cmd := exec.Command("sw_vers")
	if err := cmd.Run(); errors.Is(err, exec.ErrNotFound) {
		return "", nil
	}
	rev, _ := exec.Command("sh", "-c", "git rev-parse HEAD").Output()
	return string(out) + string(rev), nil
}

func shell() (string, string) {
	if runtime.GOOS == "windows" {
		return "cmd", "/c"
	}
	return "sh", "-c"
}

func Shell(script string) error {
	name, arg := shell()
	if err := exec.Command(name, arg, script).Run(); err != nil {
		return err
	}
	sh := "sh"
	if runtime.GOOS == "windows" {
		sh = "cmd"
	}
	return exec.Command(sh, arg, script).Run()
}

func Caller() {
	if runtime.GOOS != "windows" && runtime.GOOS != "plan9" {
		unixOnly()
	}
}

func unixOnly() { exec.Command("sh").Run() }
