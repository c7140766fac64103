// Package text opens files by names of all kinds.
package text

import (
	"fmt"
	renamed "os"
	"path"
	"path/filepath"
	"runtime"
)

const dir = "/srv"

var variable = "/srv"

func constants(pid int, name string) {
	renamed.Open("/a/b")                          // want `^"/a/b"$`
	renamed.Open(("/a") + "/" + ("b"))            // want `^"/a/b"$`
	renamed.Open(dir + "/" + name)                // want `^"/srv/"\.\.\.$`
	renamed.Open(name + "/b")                     // want `^$`
	renamed.Open(variable)                        // want `^$`
	renamed.Open(fmt.Sprintf("/p/%d/q", pid))     // want `^"/p/"\.\.\.$`
	renamed.Open(fmt.Sprintf("/p"))               // want `^"/p"$`
	renamed.Open(fmt.Sprintf("%d/p", pid))        // want `^""\.\.\.$`
	renamed.Open(filepath.Join("/", "a", "../b")) // want `^"/b"$`
	renamed.Open(path.Join(dir, "x", name, "y"))  // want `^"/srv/x/"\.\.\.$`
	renamed.Open(filepath.Join([]string{"a"}...)) // want `^$`
	renamed.Open(shell)                           // want `^"/bin/sh" on .*js.*; "c:/cmd" on windows.*$`
	renamed.Open(shell + "x")                     // want `^"/bin/shx" on .*; "c:/cmdx" on windows.*$`
}

func locals(name string, more ...string) {
	p := dir + "/x"
	renamed.Open(p) // want `^"/srv/x"$`

	q := filepath.Join("/a", name)
	r := q + "b"
	renamed.Open(r) // want `^"/a/"\.\.\.$`

	changed := "/a"
	if name != "" {
		changed = "/b"
	}
	renamed.Open(changed) // want `^$`

	taken := "/a"
	set(&taken)
	renamed.Open(taken) // want `^$`

	func() {
		dir := name
		renamed.Open(dir) // want `^$`
	}()
	a, b := "/a", "/b"
	renamed.Rename(a, b) // want `^"/a" "/b"$`
	for _, x := range []string{"/a", "/b"} {
		renamed.Open(x) // want `^$`
	}
	renamed.Open(filepath.Join(more...)) // want `^$`

	temp := "/tmp"
	if runtime.GOOS == "windows" {
		renamed.Open(temp + name) // want `^"/tmp"\.\.\. on windows$`
	}
}

func set(p *string) { *p = "" }
