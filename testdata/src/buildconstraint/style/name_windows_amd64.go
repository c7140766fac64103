//go:build windows && !plan9

package style // want -2 `as the constraint windows && !plan9, which`
