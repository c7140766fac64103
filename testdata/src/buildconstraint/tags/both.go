//go:build linux || (osx && aarch64)

// want -2 `tag osx, so this file is left out on darwin; the tag is darwin$` `tag aarch64, so this file is left out on darwin; the tag is arm64$`

package tags
