package basic

// Open opens.
func Open(name string, flag int) error { return nil } // want `^Open is declared otherwise on linux: as func\(name string, flag int\) error, but in open_other.go as func\(name string\) error; what uses it may not compile on both$`

// Close closes.
func Close(name string) error { return nil }

// Create creates.
func Create(name string) error { return nil } // want `^Create is not declared on every port but linux, where the package builds without it, but what uses it does not; declare it in a file with //go:build !linux too$`
