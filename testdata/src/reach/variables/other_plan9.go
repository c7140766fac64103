package variables

func init() {
	isWindows := false
	isWindows = true // not the package-level one
	_ = isWindows
	elsewhere, Exported = true, true
	if elsewhere {
		reached("plan9")
	}
	if isLinux {
		reached("none")
	}
}
