//go:build !unix && !plan9

package perport

func unsupported() {}
