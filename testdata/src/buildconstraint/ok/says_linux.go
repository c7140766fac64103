//go:build linux && !android

package ok
