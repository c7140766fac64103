package names // want `the suffix _bsd is no constraint, .*, unlike net_plan9_test.go; add //go:build dragonfly`
