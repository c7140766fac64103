// Package dep has an API that is not the same everywhere.
package dep

type File struct{ Name string }

func (*File) Close() {}

type Locker interface {
	Lock()
	platformLocker
}

type Embedder struct{ File }

type Generic[T any] struct{ Value T }

func Everywhere() {}
