//go:build windos

// want -2 `tag windos, so this file is left out on windows; the tag is windows$`

package tags
