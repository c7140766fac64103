// Package ports has what packages tell their importers about the port.
package ports

import (
	"os"
	"runtime"
	"slices"

	"reachfacts/more"
)

const (
	Windows = "windows"
	OnLinux = runtime.GOOS == "linux"
	Not     = !OnLinux
	Pair    = runtime.GOOS + "/" + runtime.GOARCH
	Debug   = false
	Number  = 5
)

var (
	OnMac    = runtime.GOOS == "darwin"
	Computed = os.PathSeparator == '\\' && !more.Plan9()
	Changed  = runtime.GOOS == "darwin"
	Handed   = runtime.GOOS == "darwin"
	Assigned = runtime.GOOS == "darwin" // by an importer
	Name     = runtime.GOOS             // the linker may set it

	onUnix = !IsWindows && !more.Plan9() && maybe() != maybe()
)

func maybe() bool { return len(os.Args) > 1 }

func change() *bool {
	Changed = true
	return &Handed
}

func IsBSD() bool {
	switch runtime.GOOS {
	case "freebsd", "netbsd":
		fallthrough
	case "openbsd":
		return true
	}
	return false
}

func HasFork() bool { return !IsWindows && more.HasProcesses }

func MayBeUnix() bool { return onUnix }

func IsKnown() bool { return slices.Contains([]string{"linux", more.Darwin}, GOOS()) }

func GOOS() string { return runtime.GOOS }

func Looked() bool { return map[string]bool{"linux": true}[runtime.GOOS] }

func Never() { os.Exit(1) }

func RequireUnix() {
	if IsWindows || more.Plan9() {
		more.Fatal("unix only")
	}
}

// Recover returns on all ports.
func Recover() {
	defer func() { recover() }()
	panic(0)
}

type T struct{ OnMac bool }

func (T) IsBSD() bool { return false }
