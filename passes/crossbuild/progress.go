package crossbuild

import (
	"time"

	"github.com/xplatvet/xplatvet/internal/platform"
)

// A Progress hears how a build goes on. Its methods are called one at a time:
// Start, then Begin and Done for each port, in any order among ports, and
// then Stop. After a cancellation ports may be missing.
type Progress interface {
	Start(ports []platform.Port)
	Begin(port platform.Port)
	Done(outcome Outcome)
	Stop()
}

// An Outcome is what became of one port.
type Outcome struct {
	Port     platform.Port
	Packages int           // packages that patterns match on the port
	Failed   int           // of these, failed and blocked ones
	Skipped  bool          // the port could not be built, or not to the end
	Elapsed  time.Duration // wall-clock time
}

type silent struct{}

func (silent) Start([]platform.Port) {}
func (silent) Begin(platform.Port)   {}
func (silent) Done(Outcome)          {}
func (silent) Stop()                 {}
