// Package shellexec defines an Analyzer that reports programs that only some
// systems have.
//
// # Analyzer shellexec
//
// shellexec: report running programs that only some systems have
//
// Programs that are part of one system are missing on another, and there is no
// shell that all have:
//
//	out, err := exec.Command("sh", "-c", "ls "+dir).Output()
//
// On windows err is
//
//	exec: "sh": executable file not found in %PATH%
//
// unless someone has installed one and put it there. Mostly Go can do the same
// by itself:
//
//	entries, err := os.ReadDir(dir)
//
// Reported are constant names given to exec.Command, exec.CommandContext and
// os.StartProcess: shells and utilities of Unix on windows (on plan9 shells
// only), programs of windows, darwin and linux outside of these (cmd,
// powershell, open, xdg-open, systemctl); names ending in .exe, with no
// directory, and files ending in .bat, .cmd, .ps1 or .vbs outside of windows; names of scripts (./run.sh) on windows,
// which does not read the line that begins with #!; and "./x" on windows if the package also
// runs "go build -o x", since windows runs no file without an extension.
// Otherwise "./x" is left alone: there os/exec looks for x.exe. Since it does
// so for every name, ".exe" can be left out, which is the suggested fix.
//
// On js, wasip1 and ios no program can be run: nothing is reported for them.
// Absolute paths are for the analyzer hardpath.
//
// Not reported is code that a build constraint or a condition on runtime.GOOS
// keeps from these ports, and functions that are unexported and only called
// from such code; programs that the package also gives to exec.LookPath; calls
// whose failure is expected, because the error is assigned to _, because what
// is done on failure says nothing of it, or because it asks for
// exec.ErrNotFound; programs that can be had for every system, such as git, go,
// ssh or python; tests and generated files.
//
// It does not know names in variables of the package, in tables of candidates
// or in constants of other packages, nor exec.Cmd literals, nor what a shell is
// told to run. It is wrong where a program carries its own sh with it, or
// brings what it runs.
//
// To silence it, guard the call with runtime.GOOS, or look for the program
// with exec.LookPath first.
package shellexec
