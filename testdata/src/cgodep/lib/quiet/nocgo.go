//go:build !cgo

package quiet

var info = "pure"

var extra = "cgo"
