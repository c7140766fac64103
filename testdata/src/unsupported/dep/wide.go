//go:build !386

package dep

import "os"

// Wide needs a processor with registers of 64 bits.
func Wide() error { return os.Chdir("wide") }
