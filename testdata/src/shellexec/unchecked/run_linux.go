package unchecked

import "os/exec"

func Run() error {
	if err := exec.Command("systemctl").Run(); err != nil {
		return err
	}
	if err := exec.Command("git.exe").Run(); err != nil { // want `no program is called .exe on linux`
		return err
	}
	return exec.Command("powershell").Run() // want `there is no powershell on linux`
}
