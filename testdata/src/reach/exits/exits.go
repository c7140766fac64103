// Package exits has statements at which the flow ends.
package exits

import (
	"log"
	"os"
	"runtime"
	"syscall"
)

func returns() {
	if runtime.GOOS == "windows" {
		return
	}
	reached("!windows")
}

func inElse() {
	if runtime.GOOS == "windows" {
		reached("windows")
	} else {
		return
	}
	reached("windows")
}

func inBoth() {
	if runtime.GOOS == "windows" {
		return
	} else {
		return
	}
	reached("none")
}

func onSome() {
	if maybe() {
		if runtime.GOOS == "windows" {
			return
		}
		reached("!windows")
	}
	reached("all")
}

func oneAfterTheOther() {
	if runtime.GOOS == "windows" {
		return
	}
	if runtime.GOOS == "plan9" || maybe() {
		return
	}
	reached("!windows,!plan9")
}

func panics() {
	if runtime.GOOS == "windows" {
		panic("windows")
	}
	reached("!windows")
}

func exits() {
	if runtime.GOOS == "windows" {
		os.Exit(1)
	}
	reached("!windows")
	if runtime.GOOS == "plan9" {
		syscall.Exit(1)
	}
	reached("!windows,!plan9")
}

func logs(l *log.Logger) {
	if runtime.GOOS == "windows" {
		log.Fatal()
	}
	reached("!windows")
	if runtime.GOOS == "plan9" {
		log.Fatalf("")
	}
	if runtime.GOOS == "js" {
		log.Panicln()
	}
	reached("!windows,!plan9,!js")
	log.Print()
	reached("!windows,!plan9,!js")
}

func goexit() {
	if runtime.GOOS == "windows" {
		runtime.Goexit()
	}
	reached("!windows")
	runtime.Gosched()
	reached("!windows")
}

func blocks() {
	{
		if runtime.GOOS == "windows" {
			return
		}
	}
	reached("!windows")
	(panic("here"))
	reached("none")
	if maybe() {
		reached("none")
	}
}

func forEver() {
	if runtime.GOOS == "windows" {
		for {
		}
	}
	reached("!windows")
}

func deferred() {
	defer reached("all")
	if runtime.GOOS == "windows" {
		defer panic("later")
		go panic("there")
		reached("windows")
		defer func() {
			reached("windows")
		}()
		return
	}
	defer func() {
		recover()
		reached("!windows")
	}()
	go func() { reached("!windows") }()
}

// Not the functions of these names.

func redeclared() {
	panic := func(string) {}
	panic("on")
	reached("all")
	var os struct{ Exit func(int) }
	os.Exit(1)
	reached("all")
}

var exit = os.Exit

func byVariable() {
	exit(1)
	reached("all")
}

func methodValue() {
	f := os.Exit
	f(1)
	reached("all")
}
