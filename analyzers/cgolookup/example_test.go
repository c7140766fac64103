package cgolookup_test

import (
	"golang.org/x/tools/go/analysis/singlechecker"

	"github.com/xplatvet/xplatvet/analyzers/cgolookup"
	"github.com/xplatvet/xplatvet/internal/vettest"
)

// What it finds in package users of testdata/demo.
func Example() {
	vettest.Demo(cgolookup.Analyzer, "users")
	// Output:
	// users.go:12: user.Lookup may answer differently with and without cgo on linux: with cgo the C library answers, which may ask LDAP, SSSD or NIS, without cgo only /etc/passwd is read; pin it with -tags osusergo
}

// A command that runs the analyzer alone, by itself or by go vet -vettool.
func Example_command() {
	singlechecker.Main(cgolookup.Analyzer)
}
