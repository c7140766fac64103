//go:build !windows && !plan9

package ok

type layout struct {
	open  bool
	bytes int64
}
