//go:build !plan9

package basic

type fileMode int
