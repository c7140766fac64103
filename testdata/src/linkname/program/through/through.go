// Package through imports a package that does not link; it is not linked itself.
package through

func F() int { return f() }
