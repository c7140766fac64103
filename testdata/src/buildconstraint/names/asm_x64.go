package names // want `the suffix _x64 is no constraint, .*, unlike asm_386.go; add //go:build amd64$`
