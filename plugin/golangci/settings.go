package golangci

import (
	"errors"
	"fmt"
	"maps"
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/config"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

// settings are what stands in the configuration of golangci-lint.
type settings struct {
	platforms platform.Set // empty if not set
	tags      []string
	off       map[string]bool // analyzers that are off
	options   config.Options
}

// parse reads the settings: platforms, tags and analyzers mean what they do in
// .xplatvet.yaml. The error tells all mistakes.
func parse(raw any) (*settings, error) {
	s := &settings{off: make(map[string]bool)}
	top, err := mapping(raw, "the settings")
	if err != nil {
		return nil, mistake(err)
	}
	var errs []error
	for _, other := range []struct{ key, instead string }{
		{"exclude", ", or use linters.exclusions of golangci-lint"},
		{"baseline", ": it is for xplatvet alone"},
		{"cc", ": it is for xplatvet alone"},
	} {
		if _, ok := top[other.key]; ok {
			errs = append(errs, fmt.Errorf("%s: write it in .xplatvet.yaml%s", other.key, other.instead))
			delete(top, other.key)
		}
	}
	text, err := yaml.Marshal(top)
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	cfg, err := config.Parse("", text, &config.Known{Analyzers: names(), Options: scope.Options()})
	var mistakes config.Errors
	switch {
	case errors.As(err, &mistakes):
		for _, m := range mistakes {
			errs = append(errs, errors.New(m.Message)) // the lines are those of text
		}
	case err != nil:
		errs = append(errs, err)
	}
	if err := errors.Join(errs...); err != nil {
		return nil, mistake(err)
	}
	s.platforms, s.tags, s.options = cfg.Platforms, cfg.Tags, cfg.Options
	for name, on := range cfg.Analyzers {
		s.off[name] = !on
	}
	return s, nil
}

// mistake returns err as one line, which golangci-lint puts its own words around.
func mistake(err error) error {
	return fmt.Errorf("linters.settings.custom.xplatvet.settings: %s", strings.Join(strings.Split(err.Error(), "\n"), "; "))
}

func names() []string {
	var list []string
	for _, a := range analyzers.Suite {
		list = append(list, a.Name)
	}
	return list
}

// apply sets the flags of the analyzers.
func (s *settings) apply() error {
	var errs []error
	set := func(a *analysis.Analyzer, key, value string) {
		if err := a.Flags.Set(key, value); err != nil {
			errs = append(errs, fmt.Errorf("analyzers: %s: %s: %q: %w", a.Name, key, value, err))
		}
	}
	if !s.platforms.Empty() {
		set(scope.Analyzer, "platforms", s.platforms.String())
	}
	if len(s.tags) > 0 {
		set(scope.Analyzer, "tags", strings.Join(s.tags, ","))
	}
	for _, a := range analyzers.Suite {
		for key, value := range s.options[a.Name] {
			set(a, key, value)
		}
	}
	if err := errors.Join(errs...); err != nil {
		return mistake(err)
	}
	return nil
}

// mapping returns a copy of v, a mapping as a YAML package makes it, or of
// nothing.
func mapping(v any, what string) (map[string]any, error) {
	m := make(map[string]any)
	switch v := v.(type) {
	case nil:
	case map[string]any:
		maps.Copy(m, v)
	case map[any]any:
		for key, value := range v {
			m[fmt.Sprint(key)] = value
		}
	default:
		return nil, fmt.Errorf("%s: want a mapping, not %v", what, v)
	}
	return m, nil
}
