// Copyright.

//go:build linux

package style // want -2 `^the name of the file says as much as the constraint linux, which could be left out$`
