package cgo

var d = onlyCgo() // want `^onlyCgo is declared on darwin, linux and windows with cgo only, but used on every port without cgo; constrain this test with //go:build cgo$`
