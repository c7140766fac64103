package perport

func unsupported() { panic("unsupported") }
