package leftover

// A Mode needs no cgo, but nobody needs a Mode without.
type Mode int
