//go:build !windows

package sys

type ident = int
type length = int

const limit = 1 << 16

type Mode uint32

const Read Mode = 1

type Kind int

const Unset Kind = -1

type Reader interface {
	Writer
	Read(Info)
}

type Writer interface{ Write(Reader, Info) }
