package basic

// The host that checks this may not build it.
func plan9Only(s *screen) *win32 { // want `^win32 is declared on windows only, but used on plan9; add a file with //go:build plan9 that declares it$`
	return nil
}
