//go:build sometag

package ok

func tagged() {}
