package matrix

import (
	"slices"
	"strings"
	"time"
)

// Stats are what checks came to.
type Stats struct {
	Phases    []Phase
	Ports     int
	Universes int  // ports, with repetitions, for which types were made
	Kept      int  // packages of which all verdicts were found on disk
	Recalled  bool // nothing was checked: nothing has changed since the last time
	Packages  []PackageStats
}

// A Phase is a part of the work.
type Phase struct {
	Name string
	Time time.Duration // by the clock
}

// PackageStats are the classes of one package that was checked.
type PackageStats struct {
	Path    string
	Ports   int // that build it
	Classes int // of these, as far as the package as a whole is concerned
	Units   int // parts that are checked by themselves: declarations, and heads of files; or the package
	Repeats int // checks of these beyond the first of each
}

// phase begins a phase of the work.
func (c *Checker) phase(name string) {
	now := time.Now()
	s := &c.shared
	if n := len(s.phases); n > 0 {
		s.phases[n-1].Time = now.Sub(s.began)
	}
	s.phases = append(s.phases, Phase{Name: name})
	s.began = now
}

// Stats returns what the checks of all ports came to. Paranoid, there is little
// to tell.
func (c *Checker) Stats() Stats {
	s := &c.shared
	st := Stats{Ports: c.Ports.Len(), Universes: int(s.universes.Load()), Kept: len(s.known)}
	if n := len(s.phases); n > 0 {
		st.Phases = slices.Clone(s.phases)
		st.Phases[n-1].Time = time.Since(s.began)
	}
	counts := s.counts
	if s.engine != nil { // it was interrupted
		counts = s.engine.Count()
	}
	for _, cs := range counts {
		st.Packages = append(st.Packages, PackageStats(cs))
	}
	slices.SortFunc(st.Packages, func(a, b PackageStats) int { return strings.Compare(a.Path, b.Path) })
	return st
}
