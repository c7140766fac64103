// Package golangci is xplatvet as a linter of golangci-lint: a module plugin
// with the name xplatvet. See docs/golangci-lint.md for its settings.
package golangci

import (
	"fmt"
	"os"

	"github.com/golangci/plugin-module-register/register"
	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/passes/scope"
)

func init() { register.Plugin("xplatvet", New) }

// New returns the linter with the settings that golangci-lint has read.
func New(settings any) (register.LinterPlugin, error) {
	s, err := parse(settings)
	if err != nil {
		return nil, err
	}
	return &linter{s}, nil
}

type linter struct{ settings *settings }

// BuildAnalyzers returns the analyzers that are on. They share the settings
// with all other analyzers of xplatvet in the process.
func (l *linter) BuildAnalyzers() ([]*analysis.Analyzer, error) {
	scope.LeaveNolint()
	if err := l.settings.apply(); err != nil {
		return nil, err
	}
	var list []*analysis.Analyzer
	for _, a := range analyzers.Suite {
		if !l.settings.off[a.Name] {
			list = append(list, a)
		}
	}
	dir, err := os.Getwd()
	if err != nil {
		return nil, fmt.Errorf("find working directory: %w", err)
	}
	// Golangci-lint keeps what linters say, by their settings and the names of
	// their analyzers.
	marker, err := scope.Marker(dir, os.Getenv("GOOS"), os.Getenv("GOARCH"), os.Getenv("CGO_ENABLED"))
	if err != nil {
		return nil, err
	}
	return append(list, marker), nil
}

// GetLoadMode says that the analyzers need types.
func (l *linter) GetLoadMode() string { return register.LoadModeTypesInfo }
