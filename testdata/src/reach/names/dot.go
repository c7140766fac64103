package names

import . "runtime"

func dotImport() {
	if GOOS == "linux" {
		reached("linux")
	}
	if x := GOOS + "/" + GOARCH; x == "linux/arm" {
		reached("linux/arm")
	}
	{
		GOOS := "linux"
		if GOOS == "linux" {
			reached("all")
		} else {
			reached("none")
		}
	}
}
