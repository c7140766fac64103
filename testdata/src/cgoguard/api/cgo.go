//go:build cgo

package api

import "C"

// Open has no twin.
func Open(name string) *DB { return &DB{name} } // want `^Open, DB.Close, Option and 2 more are declared with cgo only: on every port without cgo other files of the package remain, and what uses them does not compile; declare them in a file with //go:build !cgo too$`

// Close has no twin.
func (db *DB) Close() {}

// An Option has no twin, and so its methods need none.
type Option int

// String belongs to Option.
func (Option) String() string { return "" }

// Default has no twin.
const Default Option = 0

// Hook has no twin.
var Hook func()

// Both has a twin.
func Both() {}

// Conf has a twin that lacks a field and a method.
type Conf struct {
	Path string
	Mode int // want `^Conf.Mode and Conf.Set are declared with cgo only: on every port but windows without cgo other files of the package remain, and what uses them does not compile; declare them in a file with //go:build !cgo && !windows too$`
}

// Set is not in the twin.
func (Conf) Set() {}

// Embedded may have a method in its twin.
type Embedded struct{}

// Load is perhaps a method of the twin.
func (Embedded) Load() {}

//export CallMe
func CallMe() {}

func private() {}

type hidden struct{}

// Method belongs to a type that nobody can name.
func (hidden) Method() {}
