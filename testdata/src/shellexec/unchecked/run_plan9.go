package unchecked

import "os/exec"

func Run() error {
	if err := exec.Command("ls").Run(); err != nil {
		return err
	}
	return exec.Command("sh").Run() // want `there is no sh on plan9`
}
