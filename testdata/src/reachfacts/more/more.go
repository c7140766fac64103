// Package more is imported by a package that is imported.
package more

import (
	"log"
	"runtime"
)

const Darwin = "darwin"

const HasProcesses = runtime.GOOS != "js" && runtime.GOOS != "wasip1"

func Plan9() bool { return runtime.GOOS == "plan9" }

func Fatal(text string) {
	log.Print(text)
	panic(text)
}
