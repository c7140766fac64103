// +build amd64,386

// want -2 `no port satisfies the constraint amd64 && 386, so`

package never
