package one

// Open opens.
func Open() {}

// Read reads.
func Read() {}
