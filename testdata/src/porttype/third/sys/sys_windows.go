package sys

type ident = uint32
type length int64

const limit = -1
