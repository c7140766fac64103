package reach

import (
	"go/ast"
	"strconv"
	"testing"
)

func TestPortValueOf(t *testing.T) {
	r, files := loadText(t, map[string]string{
		"a_linux.go": `package p
import ("runtime"; "strconv")
const os = runtime.GOOS
const linux = "linux"
const mac, both = "mac" + "os", linux + "x"
var changed = runtime.GOOS
func arch() string { return runtime.GOARCH }
type named string
const typed named = runtime.GOOS
func f(param string) {
	local := runtime.GOOS
	later := ""
	later = runtime.GOOS
	reached("GOOS", runtime.GOOS, os, local, (os), string(os), unix, fromUnix())
	reached("GOARCH", runtime.GOARCH, arch())
	reached("", linux, "linux", changed, typed, param, later, os + "", runtime.GOOS + "/" + runtime.GOARCH, perPort, strconv.IntSize, nowhere, arch, p.os)
	reached("macos", mac)
	reached("linuxx", both)
}
`,
		"a_windows.go": "package p\nconst perPort = \"windows\"\n",
		"a_darwin.go":  "package p\nconst perPort = \"macos\"\n",
		"b.go": `//go:build unix

package p
import "runtime"
const unix = runtime.GOOS
func fromUnix() string { return unix }
`,
	})
	n := 0
	for call, f := range callsOf(files) {
		want, err := strconv.Unquote(call.Args[0].(*ast.BasicLit).Value)
		if err != nil {
			t.Fatal(err)
		}
		for _, x := range call.Args[1:] {
			n++
			got := ""
			if v := r.PortValueOf(f, x); v != NoPortValue {
				got = v.String()[len("runtime."):]
			} else if s, ok := r.Constant(f, x); ok && want != "" {
				got = s
			}
			if got != want {
				t.Errorf("%s: %s: %q", f.Name, want, got)
			}
		}
	}
	if n != 24 {
		t.Errorf("%d expressions", n)
	}
}
