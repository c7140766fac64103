// +build x64,!cgo

// want -2 `tag x64, so this file is left out on linux without cgo; the tag is amd64$`

package tags
