//go:build macos

// want -2 `^no port sets the build tag macos, so this file is left out on darwin; the tag is darwin$`

package tags
