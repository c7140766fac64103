//go:build !unix

package dep

type Stat struct{ Index uint64 }

type platformLocker interface{}

type Alias = struct{ Whatever int }
