package scope

import (
	"fmt"
	"strconv"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/config"
	"github.com/xplatvet/xplatvet/platform"
)

// Options returns the options that analyzers have declared, for whoever reads a
// configuration file.
func Options() map[string]map[string]config.Kind { return options }

var options = make(map[string]map[string]config.Kind)

// An option is a setting of one analyzer: a flag, and a key of the
// configuration file, which drivers that know no flags (gopls, nogo) get it
// from. A flag wins.
type option[T any] struct {
	analyzer, name string
	parse          func(string) (T, error)
	format         func(T) string
	flag           *T // nil if it is not given
}

func declare[T any](a *analysis.Analyzer, kind config.Kind, o *option[T], usage string) {
	if options[a.Name] == nil {
		options[a.Name] = make(map[string]config.Kind)
	}
	options[a.Name][o.name] = kind
	a.Flags.Var(o, o.name, usage)
}

// In returns the value for the packages of a Scope: zero if nothing is said.
func (o *option[T]) In(s *Scope) T {
	if o.flag != nil {
		return *o.flag
	}
	value, err := o.parse(s.config.Options[o.analyzer][o.name])
	if err != nil {
		var zero T // it is not said
		return zero
	}
	return value
}

// String is the value of the flag, "" if it is not given.
func (o *option[T]) String() string {
	if o.flag == nil {
		return ""
	}
	return o.format(*o.flag)
}

// Set is called by package flag. With "" it is as if the flag were not given.
func (o *option[T]) Set(text string) error {
	o.flag = nil
	if text == "" {
		return nil
	}
	value, err := o.parse(text)
	if err != nil {
		return err
	}
	o.flag = &value
	return nil
}

// A Bool is an option that is on or off.
type Bool struct{ option[bool] }

// IsBoolFlag lets -name stand for -name=true.
func (*Bool) IsBoolFlag() bool { return true }

// NewBool declares an option of an analyzer.
func NewBool(a *analysis.Analyzer, name, usage string) *Bool {
	b := &Bool{option[bool]{analyzer: a.Name, name: name, parse: parseBool, format: strconv.FormatBool}}
	declare(a, config.Bool, &b.option, usage)
	a.Flags.Lookup(name).Value = b
	return b
}

func parseBool(text string) (bool, error) {
	on, err := strconv.ParseBool(text)
	if err != nil {
		return false, fmt.Errorf("%q is neither true nor false", text)
	}
	return on, nil
}

// A Ports is an option that is a set of ports.
type Ports struct{ option[platform.Set] }

// NewPorts declares an option of an analyzer.
func NewPorts(a *analysis.Analyzer, name, usage string) *Ports {
	p := &Ports{option[platform.Set]{analyzer: a.Name, name: name, parse: platform.Parse, format: platform.Set.String}}
	declare(a, config.Ports, &p.option, usage)
	return p
}
