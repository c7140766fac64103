package one

// Open opens.
func Open() {}
