package golangci

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"go.yaml.in/yaml/v3"
	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/config"
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/scope"
)

// settings are what stands in the configuration of golangci-lint.
type settings struct {
	platforms platform.Set // empty if not set
	tags      []string
	off       map[string]bool    // analyzers that are off
	options   map[string]options // by analyzer
}

// options are flags of an analyzer and their values.
type options map[string]string

// parse reads the settings: platforms, tags and analyzers mean what they do in
// .xplatvet.yaml, and an analyzer may have its flags as options instead of on
// or off. The error tells all mistakes.
func parse(raw any) (*settings, error) {
	s := &settings{off: make(map[string]bool), options: make(map[string]options)}
	top, err := mapping(raw, "the settings")
	if err != nil {
		return nil, mistake(err)
	}
	var errs []error
	switches := make(map[string]any)
	if list, ok := top["analyzers"]; ok {
		m, err := mapping(list, "analyzers")
		errs = append(errs, err)
		for _, name := range slices.Sorted(maps.Keys(m)) {
			if isMapping(m[name]) {
				switches[name] = true
				errs = append(errs, s.addOptions(name, m[name]))
			} else {
				switches[name] = m[name]
			}
		}
		top["analyzers"] = switches
	}
	for _, key := range []string{"exclude", "baseline"} {
		if _, ok := top[key]; ok {
			errs = append(errs, fmt.Errorf("%s: write it in .xplatvet.yaml, or use linters.exclusions of golangci-lint", key))
			delete(top, key)
		}
	}
	text, err := yaml.Marshal(top)
	if err != nil {
		return nil, fmt.Errorf("read settings: %w", err)
	}
	cfg, err := config.Parse("", text, names())
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
	s.platforms, s.tags = cfg.Platforms, cfg.Tags
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

func (s *settings) addOptions(name string, raw any) error {
	i := slices.IndexFunc(analyzers.Suite, func(a *analysis.Analyzer) bool { return a.Name == name })
	if i < 0 {
		return nil // it is told that there is no such analyzer
	}
	m, err := mapping(raw, name)
	if err != nil {
		return err
	}
	var errs []error
	s.options[name] = make(options)
	for _, key := range slices.Sorted(maps.Keys(m)) {
		flag := analyzers.Suite[i].Flags.Lookup(key)
		if flag == nil {
			errs = append(errs, fmt.Errorf("analyzers: %s: unknown option %q: see xplatvet help %s", name, key, name))
			continue
		}
		s.options[name][key] = textOf(m[key])
	}
	return errors.Join(errs...)
}

// textOf returns a value as it stands in a flag.
func textOf(v any) string {
	if list, ok := v.([]any); ok {
		var texts []string
		for _, item := range list {
			texts = append(texts, fmt.Sprint(item))
		}
		return strings.Join(texts, ",")
	}
	return fmt.Sprint(v)
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

func isMapping(v any) bool {
	switch v.(type) {
	case map[string]any, map[any]any:
		return true
	}
	return false
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
