package basic

func initDirs() []string { return nil }

func openAll(string) error { return nil }
