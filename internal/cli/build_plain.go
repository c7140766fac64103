package cli

import (
	"fmt"
	"io"
	"time"

	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/crossbuild"
)

// A plainProgress writes one line per finished port, for logs:
//
//	linux/arm64  ok    12 packages  3.2s
//	windows/386  FAIL  2 of 12 packages  1.1s
type plainProgress struct {
	w     io.Writer
	width int // of the longest port
}

// Start writes nothing.
func (p *plainProgress) Start(ports []platform.Port) {
	for _, port := range ports {
		p.width = max(p.width, len(port.Pair()))
	}
}

// Begin writes nothing.
func (p *plainProgress) Begin(platform.Port) {}

// Done writes the line of a port.
func (p *plainProgress) Done(o crossbuild.Outcome) {
	fmt.Fprintf(p.w, "%-*s  %s  %s\n", p.width, o.Port.Pair(), outcomeText(o), o.Elapsed.Round(100*time.Millisecond))
}

// Stop writes nothing.
func (p *plainProgress) Stop() {}

// outcomeText describes what became of a port.
func outcomeText(o crossbuild.Outcome) string {
	switch {
	case o.Skipped:
		return "SKIP  not built"
	case o.Failed > 0:
		return fmt.Sprintf("FAIL  %d of %s", o.Failed, packages(o.Packages))
	}
	return "ok    " + packages(o.Packages)
}

// packages counts packages.
func packages(n int) string {
	if n == 1 {
		return "1 package"
	}
	return fmt.Sprintf("%d packages", n)
}

// clock returns minutes:seconds.
func clock(d time.Duration) string {
	s := int(d.Seconds())
	return fmt.Sprintf("%d:%02d", s/60, s%60)
}
