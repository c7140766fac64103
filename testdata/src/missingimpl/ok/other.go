//go:build !windows

package ok

func separator() string { return "/" }

func least() int { return min(1, 2) }
