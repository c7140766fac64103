// Package user compiles with cgo only.
package user

import "cgoguard/differ"

// Err is the result that Open has with cgo.
var Err = differ.Open("name", 0)
