//go:build linux
// +build linux

package style
