package tolerated

import (
	"context"
	"os"
	"os/exec"
)

func commands(ctx context.Context) (string, error) {
	if err := exec.Command("a").Run(); err != nil { // want `^tolerated$`
		exec.Command("b").Start() // want `^not tolerated$`
	}
	out, _ := exec.CommandContext(ctx, "a").Output() // want `^tolerated$`
	cmd := exec.Command("a")                         // want `^tolerated$`
	cmd.Env = nil
	if out, err := cmd.CombinedOutput(); err == nil {
		return string(out), nil
	}
	two := exec.Command("a") // want `^not tolerated$`
	if err := two.Start(); err != nil {
		return "", err
	}
	handed := exec.Command("a") // want `^not tolerated$`
	run(handed)
	run(exec.Command("a"))                   // want `^not tolerated$`
	_, err := os.StartProcess("a", nil, nil) // want `^tolerated$`
	if err != nil {
		return "", nil
	}
	return string(out), exec.Command("a").Run() // want `^not tolerated$`
}

func run(*exec.Cmd) {}
