//go:build Windows

// want -2 `tag Windows, so this file is left out on windows; the tag is windows$`

package tags
