package cli

import "io"

// Env is what a command needs of the process that runs it.
type Env struct {
	Dir            string // working directory; "" is that of the process
	Stdin          io.Reader
	Stdout, Stderr io.Writer
	Environ        []string // "key=value", as from os.Environ
}
