//go:build cgo || !cgo

// want -2 `every port satisfies the constraint cgo \|\| !cgo, so it says nothing$`

package never
