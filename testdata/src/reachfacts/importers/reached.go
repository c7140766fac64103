package importers

// reached marks a place: its argument is the Set of ports expected there, in
// the grammar of platform.Parse, or "none"; a second one, what is expected
// without types if that differs.
var reached func(ports ...string) bool

// maybe is a condition of which nothing is known.
var maybe func() bool
