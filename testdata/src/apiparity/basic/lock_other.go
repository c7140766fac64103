//go:build !unix && !js

package basic

func lock() error { return nil }
