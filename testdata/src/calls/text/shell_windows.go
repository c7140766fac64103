package text

import "os"

const shell = "c:/cmd"

func open(os2 file, name string) {
	os.Open(shell) // want `^"c:/cmd" on windows$`
	os2.Open("x")
}

type file interface{ Open(name string) }
