package names // users of the package may need it on windows

func User() string { return "" }
