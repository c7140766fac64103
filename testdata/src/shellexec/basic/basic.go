// Package basic runs programs that some systems lack.
package basic

import (
	"context"
	"os"
	"os/exec"
)

const shell = "bash"

func Run(ctx context.Context, script string) error {
	if err := exec.Command("sh", "-c", script).Run(); err != nil { // want `exec.Command of "sh": there is no sh on plan9 and windows; look for it with exec.LookPath, or guard the call with runtime.GOOS$`
		return err
	}
	exec.Command(shell, "-c", script).Run()          // want `there is no bash on plan9 and windows`
	exec.CommandContext(ctx, "uname", "-a").Run()    // want `exec.CommandContext of "uname": there is no uname on windows; `
	exec.Command("mount").Run()                      // want `there is no mount on windows`
	exec.Command("stty", "-echo").Run()              // want `there is no stty on plan9 and windows`
	exec.Command("open", script).Start()             // want `there is no open on linux, plan9 and windows`
	exec.Command("xdg-open", script).Start()         // want `there is no xdg-open on darwin, plan9 and windows`
	exec.Command("systemctl", "daemon-reload").Run() // want `there is no systemctl on darwin, plan9 and windows`
	exec.Command("cmd", "/c", script).Run()          // want `there is no cmd on darwin, linux and plan9`
	exec.Command("PowerShell.exe").Run()             // want `there is no powershell on darwin, linux and plan9`
	exec.Command("git.exe", "status").Run()          // want `exec.Command of "git.exe": no program is called .exe on darwin, linux and plan9; leave .exe out: windows adds it`
	exec.Command("./run.sh").Run()                   // want `exec.Command of "./run.sh": a script is not run by its name on windows; call its interpreter, with the script as argument`
	exec.Command("./build.bat").Run()                // want `nothing runs a .bat file on darwin, linux and plan9; guard`
	os.StartProcess("xdg-open", nil, nil)            // want `os.StartProcess of "xdg-open": there is no xdg-open on darwin, plan9 and windows`

	if err := exec.Command("go", "build", "-o", "tool", ".").Run(); err != nil {
		return err
	}
	cmd := exec.Command("./tool") // want `exec.Command of "./tool": a file without extension, as go build -o makes it, is not run on windows; call it .exe there`
	return cmd.Run()
}
