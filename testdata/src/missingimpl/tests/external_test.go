package tests_test

import "testing"

func TestExternal(t *testing.T) {
	local() // want `^local is declared on linux only`
}
