package sys

type ident = uint32
type length int64

const limit = -1

type Mode struct{}

var Read Mode

type Kind string

const Unset Kind = "unset"

type Reader interface {
	Writer
	Read(Info)
}

type Writer interface{ Write(Reader, Info) }
