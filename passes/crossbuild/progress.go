package crossbuild

import (
	"bytes"
	"strings"
	"sync"
	"time"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// A Progress hears how a build goes on. Its methods are called one at a time:
// Start, then Begin, Compile and Done for each port, in any order among ports,
// and then Stop. Of ports that need not be built only Done is told. After a
// cancellation ports may be missing.
type Progress interface {
	Start(ports []platform.Port)
	Begin(port platform.Port, packages int)  // that are compiled if nothing is cached; 0 if unknown
	Compile(port platform.Port, path string) // a package is being compiled
	Done(outcome Outcome)
	Stop()
}

// An Outcome is what became of one port.
type Outcome struct {
	Port     platform.Port
	Packages int               // packages that patterns match on the port
	Failed   int               // of these, failed and blocked ones
	Skipped  bool              // the port could not be built, or not to the end
	Kept     bool              // it was built before
	Findings []finding.Finding // what keeps packages from being built
	Elapsed  time.Duration     // wall-clock time
}

type silent struct{}

func (silent) Start([]platform.Port)         {}
func (silent) Begin(platform.Port, int)      {}
func (silent) Compile(platform.Port, string) {}
func (silent) Done(Outcome)                  {}
func (silent) Stop()                         {}

// A reporter serialises the calls of a Progress.
type reporter struct {
	mu sync.Mutex
	to Progress
}

func (p *reporter) begin(port platform.Port, packages int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.to.Begin(port, packages)
}

func (p *reporter) compile(port platform.Port, path string) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.to.Compile(port, path)
}

func (p *reporter) done(r *result, elapsed time.Duration, kept bool) {
	o := r.outcome(elapsed)
	o.Kept = kept
	p.mu.Lock()
	defer p.mu.Unlock()
	p.to.Done(o)
}

// compiling reads the names of packages that go list -v prints as it compiles
// them.
type compiling struct {
	port platform.Port
	to   *reporter
	line []byte
}

func (c *compiling) Write(data []byte) (int, error) {
	n := len(data)
	for {
		i := bytes.IndexByte(data, '\n')
		if i < 0 {
			c.line = append(c.line, data...)
			return n, nil
		}
		line := string(append(c.line, data[:i]...))
		c.line, data = c.line[:0], data[i+1:]
		if line != "" && !strings.ContainsAny(line, " \t") {
			c.to.compile(c.port, line)
		}
	}
}
