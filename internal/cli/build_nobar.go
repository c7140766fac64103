//go:build aix || js || plan9 || wasip1

package cli

import (
	"io"

	"github.com/xplatvet/xplatvet/passes/crossbuild"
)

// newBar returns plain progress: the library that draws bars does not compile
// on these ports.
func newBar(w io.Writer) crossbuild.Progress { return &plainProgress{w: w} }
