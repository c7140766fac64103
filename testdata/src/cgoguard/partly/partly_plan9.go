package partly

// Zero is the twin.
func Zero() int { return 0 }
