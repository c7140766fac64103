package names

func init() {
	panic("on")
	reached("all") // panic is declared below
}

func panic(string) {}
