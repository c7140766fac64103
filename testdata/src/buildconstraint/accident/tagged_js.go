//go:build js

package accident

func tagged() {}
