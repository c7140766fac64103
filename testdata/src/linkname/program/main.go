// Program imports, at one remove, a package that does not link.
package main

import (
	"fmt"

	_ "linkname/program/fine"
	"linkname/program/through" // want `^this program does not link on darwin and linux: linkname/program/dep refers to syscall\.recvmsg and syscall\.sendmsg, not open to go:linkname; update its module$`
)

func main() { fmt.Println(through.F()) }
