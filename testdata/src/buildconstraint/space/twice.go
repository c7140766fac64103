//go:build unix
// go:build linux

package space // a comment on the line above
