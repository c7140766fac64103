//go:build !win32 && !plan9

// want -2 `^no port sets the build tag win32, so this file is built on windows too; the tag is windows$`

package tags
