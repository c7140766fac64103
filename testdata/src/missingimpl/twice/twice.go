// Package twice declares names twice on some ports.
package twice

type file struct{ lock int }

func init() { lock() }

func init() { unlock() }

var _, _ = 1, 2

var _ = 3
