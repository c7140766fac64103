//go:build amd64 || arm64

package ok

func constrained() int { return 1 << 40 }
