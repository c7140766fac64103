package exported_test

import (
	"testing"

	"platformapi/exported"
)

func Test(t *testing.T) {
	exported.Everywhere()
	exported.Open()
	exported.OnlyHere() // want `^exported.OnlyHere is not available on any port but linux; constrain this file with //go:build linux$`
	var f exported.File
	f.Sync() // want `^exported.File.Sync is not available on any port but linux; constrain this file with //go:build linux$`
}
