package platform_test

import (
	"fmt"
	"slices"

	"github.com/xplatvet/xplatvet/platform"
)

func ExampleParse() {
	s, err := platform.Parse("linux/{amd64,arm64}:nocgo,darwin,!darwin/amd64")
	if err != nil {
		fmt.Println(err)
		return
	}
	for p := range s.Ports() {
		fmt.Println(p)
	}
	_, err = platform.Parse("linux,macos")
	fmt.Println(err)
	// Output:
	// darwin/arm64:nocgo
	// darwin/arm64:cgo
	// linux/amd64:nocgo
	// linux/arm64:nocgo
	// unknown port "macos": did you mean "darwin"?
}

func ExampleSet_Text() {
	unix, _ := platform.Tag("unix")
	fmt.Println(unix.Text(platform.FirstClass()))
	fmt.Println(unix.Complement().Text(platform.All()))
	// Output:
	// darwin and linux
	// js, plan9, wasip1 and windows
}

func ExampleSet_Constraint() {
	s := platform.OS("linux").Union(platform.OS("darwin")).Minus(platform.Arch("386"))
	fmt.Println("//go:build", s.Constraint())
	unix, _ := platform.Tag("unix")
	fmt.Println("//go:build", unix.Complement().Constraint())
	// Output:
	// //go:build (darwin || linux) && !386 && !android && !ios
	// //go:build !unix
}

func ExampleConstraintBetween() {
	// What must hold on first-class ports of Linux and macOS, may hold on other
	// kinds of Unix, and must not hold elsewhere.
	unix, _ := platform.Tag("unix")
	expr, _ := platform.ConstraintBetween(platform.FirstClass().Intersect(unix), unix)
	fmt.Println(expr)
	// Output:
	// unix
}

func ExampleTag() {
	linux, _ := platform.Tag("linux")
	fmt.Println(linux.Minus(platform.OS("linux")).Text(platform.All())) // what the tag has and GOOS has not
	_, ok := platform.Tag("integration")
	fmt.Println(ok)
	// Output:
	// android
	// false
}

func ExampleSet_Ports() {
	var pairs []string
	for p := range platform.Narrow().Intersect(platform.FirstClass()).Ports() {
		pairs = append(pairs, p.Pair())
	}
	fmt.Println(slices.Compact(pairs))
	// Output:
	// [linux/386 linux/arm windows/386]
}
