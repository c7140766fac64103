package basic

// The host that checks this may not build it.
func plan9Only(s *screen) *win32 { // want `^win32 is declared on windows only, but used on plan9; add a file with //go:build plan9 that declares it$`
	return nil
}

func renamed(n newName) error { // want `^newName is used on plan9, but no file of the package declares it for any port$`
	return unknown.Errorf(oldName) // want `^oldName is used on plan9, but no file of the package declares it for any port$`
}
