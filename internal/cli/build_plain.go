package cli

import (
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/xplatvet/xplatvet/internal/render"
	"github.com/xplatvet/xplatvet/passes/crossbuild"
	"github.com/xplatvet/xplatvet/platform"
)

// A plainProgress writes one line per finished port, for logs, and the first
// errors that no other port has had:
//
//	linux/arm64  ok    12 packages  3.2s
//	js/wasm      ok    12 packages  unchanged
//	windows/386  FAIL  2 of 12 packages  1.1s
//		kill/kill.go:5:43: undefined: syscall.Kill
type plainProgress struct {
	w     io.Writer
	name  func(platform.Port) string
	width int // of the longest name
	news  news
}

// portNames returns what ports are called: "linux/amd64", with ":cgo" or
// ":nocgo" if the pair is there both ways.
func portNames(ports []platform.Port) func(platform.Port) string {
	twice := platform.Of(ports...).BothCgo()
	return func(p platform.Port) string {
		if twice.Contains(p) {
			return p.String()
		}
		return p.Pair()
	}
}

// Start writes nothing.
func (p *plainProgress) Start(ports []platform.Port) {
	p.name = portNames(ports)
	for _, port := range ports {
		p.width = max(p.width, len(p.name(port)))
	}
}

// Begin writes nothing.
func (p *plainProgress) Begin(platform.Port, int) {}

// Compile writes nothing.
func (p *plainProgress) Compile(platform.Port, string) {}

// Done writes what became of a port.
func (p *plainProgress) Done(o crossbuild.Outcome) {
	took := o.Elapsed.Round(100 * time.Millisecond).String()
	if o.Kept {
		took = "unchanged"
	}
	fmt.Fprintf(p.w, "%-*s  %s  %s\n%s", p.width, p.name(o.Port), outcomeText(o), took, p.news.of(o))
}

// Stop writes nothing.
func (p *plainProgress) Stop() {}

// News are the errors that were not shown yet.
type news struct{ seen map[string]bool }

// maxNews is how many errors are shown of one port. The report has them all.
const maxNews = 3

// of returns a line for each of the first new errors of o.
func (n *news) of(o crossbuild.Outcome) string {
	if n.seen == nil {
		n.seen = make(map[string]bool)
	}
	var b strings.Builder
	shown, more := 0, 0
	for _, f := range o.Findings {
		line := render.Line(f)
		if n.seen[line] {
			continue
		}
		n.seen[line] = true
		if shown++; shown <= maxNews {
			b.WriteString("\t" + line + "\n")
		} else {
			more++
		}
	}
	if more > 0 {
		fmt.Fprintf(&b, "\tand %d more\n", more)
	}
	return b.String()
}

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
