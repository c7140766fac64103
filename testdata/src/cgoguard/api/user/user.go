// Package user compiles with cgo only.
package user

import "cgoguard/api"

// DB is what Open returns.
var DB = api.Open("name")

// Version exists on every port.
const Version = api.Version
