package names // want `^the suffix _unix is no constraint, so tty_unix.go is built on js, plan9 and windows too, unlike tty_windows.go; add //go:build unix$`

func init() {}
