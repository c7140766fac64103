package single

// Query asks.
func Query() {}
