// Package matrix type-checks packages for many ports.
//
// It loads what the go command lists for each port and checks it from source,
// one universe of types per port, sharing the parsed files between ports.
package matrix

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// A listed package is what `go list -json` says of one.
type listed struct {
	Dir            string
	ImportPath     string
	Name           string
	ForTest        string
	Standard       bool
	DepOnly        bool
	Module         *listedModule
	GoFiles        []string
	CgoFiles       []string
	SFiles         []string
	IgnoredGoFiles []string
	InvalidGoFiles []string
	Imports        []string
	ImportMap      map[string]string
	Match          []string
	Error          *listError
	DepsErrors     []*listError
}

type listedModule struct {
	Path      string
	Version   string
	Dir       string
	GoVersion string
	Main      bool
	Replace   *listedModule
}

type listError struct {
	ImportStack []string
	Pos         string
	Err         string
}

const listFields = "Dir,ImportPath,Name,ForTest,Standard,DepOnly,Module,GoFiles,CgoFiles,SFiles,IgnoredGoFiles,InvalidGoFiles,Imports,ImportMap,Match,Error,DepsErrors"

// list lists the packages that match patterns, and their dependencies, for a
// port, dependencies first.
func list(ctx context.Context, goCmd *gocmd.Runner, port platform.Port, tags []string, tests bool, patterns []string) ([]*listed, error) {
	args := []string{"list", "-e", "-deps", "-json=" + listFields}
	if tests {
		args = append(args, "-test")
	}
	if len(tags) > 0 {
		args = append(args, "-tags="+strings.Join(tags, ","))
	}
	args = append(args, "--")
	args = append(args, patterns...)
	out, err := goCmd.With(Environ(port)...).Run(ctx, args...)
	if err != nil {
		return nil, fmt.Errorf("list packages for %s: %w", port, err)
	}
	var pkgs []*listed
	for dec := json.NewDecoder(strings.NewReader(string(out))); ; {
		p := new(listed)
		if err := dec.Decode(p); errors.Is(err, io.EOF) {
			return pkgs, nil
		} else if err != nil {
			return nil, fmt.Errorf("read output of go list: %w", err)
		}
		pkgs = append(pkgs, p)
	}
}

// Environ returns the environment variables that make the go command build
// for a port.
func Environ(port platform.Port) []string {
	cgo := "CGO_ENABLED=0"
	if port.Cgo {
		cgo = "CGO_ENABLED=1"
	}
	return []string{"GOOS=" + port.GOOS, "GOARCH=" + port.GOARCH, cgo}
}

func (m *listedModule) analysisModule() *analysis.Module {
	if m == nil {
		return nil
	}
	return &analysis.Module{Path: m.Path, Version: m.Version, GoVersion: m.GoVersion}
}
