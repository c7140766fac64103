//go:build linux && !android && !s390x

package style
