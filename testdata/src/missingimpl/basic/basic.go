// Package basic lacks names on some ports.
package basic

import "fmt"

var dirs = initDirs() // want `^initDirs is declared on darwin, linux and windows only, but used on js and plan9; add a file with //go:build !darwin && !linux && !windows that declares it$`

type pool struct {
	buf [maxSize]byte // want `^maxSize is declared on js and linux only, but used on darwin, plan9 and windows; add a file with //go:build !amd64 && !wasm that declares it$`
}

// Open uses names in all kinds of places.
func Open(name string, mode fileMode) (err error) { // want `^fileMode is not declared on plan9, where it is used; add a file with //go:build plan9 that declares it$`
	if m := fileMode(1); m == mode {
		return openAll(name) // want `^openAll is declared on windows only, but used on every port but windows; add a file with //go:build !windows that declares it$`
	}
	defer func(again error) {
		_ = initDirs()
		fmt.Println(map[string]int{key: 1}, []int{index: 2}) // want `^key is declared on linux only` `^index is declared on linux only`
	}(err)
	var local interface{ lock() } = locker{} // want `^locker is declared on linux only`
	local.lock()
	return nil
}

// A method of a type that is not there.
func (s *screen) clear() {} // want `^screen is declared on linux only`
