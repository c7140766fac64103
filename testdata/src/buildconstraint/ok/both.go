//go:build darwin || macos || osx

package ok // harmless: the right tag is there too
