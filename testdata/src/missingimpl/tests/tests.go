package tests

// Run does not do much.
func Run() { run() }

func run() {}
