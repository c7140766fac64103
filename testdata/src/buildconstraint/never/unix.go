//go:build windows && unix

// want -2 `no port satisfies the constraint windows && unix, so`

package never
