//go:build macos || aarch64

package elsewhere
