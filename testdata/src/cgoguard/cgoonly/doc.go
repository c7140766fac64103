// Package cgoonly needs cgo, and says so: nothing but this is built without.
package cgoonly
