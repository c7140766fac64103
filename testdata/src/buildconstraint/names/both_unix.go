package names // want `the suffix _unix is no constraint, so both_unix.go is built on js, plan9 and windows too, unlike both_windows.go`

func both() {}
