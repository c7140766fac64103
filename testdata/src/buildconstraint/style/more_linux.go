//go:build linux && !custom

package style
