//go:build !unix

package through

func f() int { return 0 }
