package tests

import "testing"

func TestRun(t *testing.T) {
	run()
	runLinux() // want `^runLinux is declared on linux only, but used on every port but linux; constrain this test with //go:build linux$`
	helper(t)  // want `^helper is not declared on windows, where it is used; constrain this test with //go:build !windows$`
}
