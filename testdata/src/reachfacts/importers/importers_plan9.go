package importers

import "reachfacts/ports"

// A file that most passes only parse.

func unchecked() {
	if ports.OnLinux || ports.IsWindows {
		reached("none")
	}
	if ports.IsBSD() == false {
		reached("plan9")
	}
	ports.RequireUnix()
	reached("none")
}
