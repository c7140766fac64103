//go:build macos

package tag
