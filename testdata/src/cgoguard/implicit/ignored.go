//go:build ignore

package main

import "C"

func main() { _ = C.int(0) }
