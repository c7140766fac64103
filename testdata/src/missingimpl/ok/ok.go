// Package ok has everything everywhere, though it does not look like it.
package ok

import (
	"os"
	"strings"

	shell "os/exec"
)

// Declared for each port.
var sep = separator()

type options struct {
	handle int
	mode   uint32
}

// Names of windows.go that stand for something else here.
func shadowed(handle int, opts ...string) (token error) {
	hive := strings.ToUpper("h")
	for console := range hive {
		_ = console
	}
	switch volume := any(hive).(type) {
	case string:
		_ = volume
	}
	if drive, ok := os.LookupEnv("DRIVE"); ok {
		_ = drive
	}
	type service struct{ service *service }
	var registry = service{service: nil}
	_ = registry
	_ = options{handle: handle, mode: 1}
	_ = shell.Command("x")
	const attr = 1
	_ = attr
	f := func(pipe int) int { return pipe }
	_ = f(1)
pipe:
	for {
		break pipe
	}
	return token
}

func generic[overlapped any, pid interface{ ~int }](x overlapped, y pid) overlapped { return x }

type list[pid any] struct{ elem pid }

func (l *list[event]) get(e event) event { return e }
