package gocmd

import (
	"slices"
	"strings"
)

// ImportCycle reads the ImportStack of a load error of package path. If it
// comes to a package twice, ImportCycle returns what path imports there, and
// the way from path on: "a imports b imports a". Else next is "".
//
// The stack begins at the package that the go command looked at first, so that
// what comes before path says nothing of the cycle.
func ImportCycle(path string, stack []string) (next, way string) {
	if n := len(stack); n < 2 || !slices.Contains(stack[:n-1], stack[n-1]) {
		return "", ""
	}
	i := slices.Index(stack, path)
	if i < 0 || i == len(stack)-1 {
		return "", ""
	}
	return stack[i+1], strings.Join(stack[i:], " imports ")
}
