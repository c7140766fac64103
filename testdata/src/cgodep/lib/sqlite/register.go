package sqlite

func register(Driver) {}
