//go:build !windows

package sys

type ident = int
type length = int

const limit = 1 << 16
