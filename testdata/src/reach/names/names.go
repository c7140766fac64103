// Package names has names that mean something else than usual.
package names

import (
	rt "runtime"
	"strings"
)

func renamed() {
	if rt.GOOS == "linux" {
		reached("linux")
	}
}

type fake struct{ GOOS string }

func hiddenByParameter(rt fake) {
	if rt.GOOS == "linux" {
		reached("all")
	}
}

func hiddenByLocal() {
	if rt.GOOS == "linux" {
		reached("linux")
	}
	rt := fake{}
	if rt.GOOS == "linux" {
		reached("all")
	}
}

func (rt fake) hiddenByReceiver() {
	if rt.GOOS == "linux" {
		reached("all")
	}
}

func hiddenByResult() (rt fake) {
	if rt.GOOS == "linux" {
		reached("all")
	}
	return
}

func hiddenInInit() {
	if rt := (fake{rt.GOOS}); rt.GOOS == "linux" {
		reached("all")
	} else if rt.GOOS == "x" {
		reached("all")
	}
	if rt.GOOS == "linux" {
		reached("linux")
	}
}

func hiddenInClause(c chan fake, x any) {
	select {
	case rt := <-c:
		if rt.GOOS == "linux" {
			reached("all")
		}
	}
	switch rt := x.(type) {
	case fake:
		if rt.GOOS == "linux" {
			reached("all")
		}
	}
	for _, rt := range []fake{{rt.GOOS}} {
		if rt.GOOS == "linux" {
			reached("all")
		}
	}
	if rt.GOOS == "linux" {
		reached("linux")
	}
}

func hiddenByFunction() {
	strings := stringsLike{}
	if strings.HasPrefix(rt.GOOS, "linux") {
		reached("all")
	}
}

type stringsLike struct{}

func (stringsLike) HasPrefix(s, t string) bool { return true }

var _ = strings.ToLower

func universe() {
	true := rt.GOOS == "windows"
	if true {
		reached("windows")
	}
	{
		type string = int
		if string(len(rt.GOOS)) == 5 {
			reached("all")
		}
	}
}

var runtime struct{ GOOS string }

func notImportedHere() {
	if runtime.GOOS == "linux" {
		reached("all")
	}
}
