//go:build unix

package ok
