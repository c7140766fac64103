// Package selection provides the flags that switch analyzers on and off, as
// the tools of golang.org/x/tools have them.
package selection

import (
	"flag"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
)

// Flags are the flags -NAME of a list of analyzers.
type Flags struct {
	suite   []*analysis.Analyzer
	enabled map[*analysis.Analyzer]*triState
}

// Register adds to set, for each analyzer, the flag -NAME, and -NAME.FLAG for
// each flag of its own.
func Register(set *flag.FlagSet, suite []*analysis.Analyzer) *Flags {
	f := &Flags{suite: suite, enabled: make(map[*analysis.Analyzer]*triState)}
	for _, a := range suite {
		f.enabled[a] = new(triState)
		summary, _, _ := strings.Cut(a.Doc, "\n")
		set.Var(f.enabled[a], a.Name, "run only the analyzers so named, or with =false all but them: "+summary)
		a.Flags.VisitAll(func(fl *flag.Flag) { set.Var(fl.Value, a.Name+"."+fl.Name, fl.Usage) })
	}
	return f
}

// Selected returns the analyzers that the flags leave: those that are switched
// on, or, if none is, all but those that are switched off.
func (f *Flags) Selected() []*analysis.Analyzer {
	only := slices.ContainsFunc(f.suite, func(a *analysis.Analyzer) bool { return *f.enabled[a] == on })
	var list []*analysis.Analyzer
	for _, a := range f.suite {
		if state := *f.enabled[a]; state == on || state == unset && !only {
			list = append(list, a)
		}
	}
	return list
}

// Asked reports whether a flag switches the analyzer on.
func (f *Flags) Asked(a *analysis.Analyzer) bool { return *f.enabled[a] == on }

// A triState is a boolean flag that knows whether it was given.
type triState int

const (
	unset triState = iota
	on
	off
)

// IsBoolFlag makes -NAME an abbreviation of -NAME=true.
func (ts *triState) IsBoolFlag() bool { return true }

func (ts *triState) String() string { return [...]string{"", "true", "false"}[*ts] }

// Set is called by package flag.
func (ts *triState) Set(s string) error {
	switch s {
	case "true", "1", "on":
		*ts = on
	case "false", "0", "off":
		*ts = off
	default:
		return fmt.Errorf("%q is neither true nor false", s)
	}
	return nil
}
