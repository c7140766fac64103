package names

func both() {}
