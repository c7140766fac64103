//go:build macos

package custom
