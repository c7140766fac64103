package crossbuild

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/modgraph"
)

// A listed is the part of a package in "go list -json" that is needed here.
type listed struct {
	ImportPath     string
	Name           string
	Dir            string
	ForTest        string // import path of the package that this is a test variant of
	Standard       bool
	DepOnly        bool // no pattern matches it
	Match          []string
	GoFiles        []string
	CgoFiles       []string
	IgnoredGoFiles []string
	InvalidGoFiles []string
	TestGoFiles    []string
	XTestGoFiles   []string
	EmbedFiles     []string // asked for because it makes go list look for them
	Imports        []string
	ImportMap      map[string]string
	Deps           []string
	Module         *module
	Error          *loadError
}

// A module is the part of a listed module that is needed here.
type module struct {
	Path, Version, Dir, GoMod string
	Main                      bool
	Replace                   *module
}

// A loadError is why the go command cannot load a package.
type loadError struct {
	ImportStack []string
	Pos         string // file:line:column, may be empty
	Err         string
}

const listFields = "ImportPath,Name,Dir,ForTest,Standard,DepOnly,Match,GoFiles,CgoFiles,IgnoredGoFiles,InvalidGoFiles,TestGoFiles,XTestGoFiles,EmbedFiles,Imports,ImportMap,Deps,Module,Error"

// hasFiles reports whether the go command compiles files for p.
func (p *listed) hasFiles() bool { return len(p.GoFiles)+len(p.CgoFiles) > 0 }

// excluded reports whether build constraints exclude all files of p.
func (p *listed) excluded() bool {
	return p.Error != nil && p.Dir != "" && !p.hasFiles() && len(p.IgnoredGoFiles) > 0
}

// testsOnly reports whether all files of p for this port are tests.
func (p *listed) testsOnly() bool {
	return p.Dir != "" && !p.hasFiles() && len(p.TestGoFiles)+len(p.XTestGoFiles) > 0
}

// isTest reports whether p is made for a test: a variant of a package, or the
// main package of a test.
func (p *listed) isTest() bool { return p.ForTest != "" || p.isTestMain() }

// isTestMain reports whether p is the main package of a test, whose files, if
// they are told, are not in a directory of packages.
func (p *listed) isTestMain() bool {
	return p.Name == "main" && strings.HasSuffix(p.ImportPath, ".test") && (len(p.GoFiles) == 0 || filepath.IsAbs(p.GoFiles[0]))
}

// owner returns the import path of the package that p is reported under: a test
// goes under what it tests.
func (p *listed) owner() string {
	switch {
	case p.ForTest != "":
		return p.ForTest
	case p.isTestMain():
		return strings.TrimSuffix(p.ImportPath, ".test")
	}
	return p.ImportPath
}

// exists reports whether there is such a package at all, on this port or
// another one.
func (p *listed) exists() bool { return p.Dir != "" && p.hasFiles() || p.excluded() }

// unset undoes flags that GOFLAGS may hold and that change what is printed,
// rather than what is built. -pgo compiles packages once per command, and
// profiles do not decide whether something compiles.
var unset = []string{"-n=false", "-x=false", "-v=false", "-work=false", "-cover=false", "-pgo=off"}

// list runs go list with more flags, and returns the packages that it shows.
func (b *builder) list(ctx context.Context, r *gocmd.Runner, patterns []string, flags ...string) ([]*listed, error) {
	args := slices.Concat([]string{"list"}, unset,
		[]string{"-f=", "-m=false", "-find=false", "-compiled=false", "-e", "-json=" + listFields}, flags, b.tags(), []string{"--"}, patterns)
	out, err := r.Run(ctx, args...)
	if err != nil {
		return nil, err
	}
	var pkgs []*listed
	for dec := json.NewDecoder(bytes.NewReader(out)); ; {
		p := new(listed)
		err := dec.Decode(p)
		if errors.Is(err, io.EOF) {
			return pkgs, nil
		}
		if err != nil {
			return nil, fmt.Errorf("read output of go list: %w", err)
		}
		pkgs = append(pkgs, p)
	}
}

// listedOf returns a package as the go command would list it.
func listedOf(l *modgraph.Package) *listed {
	p := &listed{
		ImportPath: l.ImportPath, Name: l.Name, Dir: l.Dir, ForTest: l.ForTest, Standard: l.Standard, DepOnly: l.DepOnly, Match: l.Match,
		GoFiles: l.GoFiles, CgoFiles: l.CgoFiles, IgnoredGoFiles: l.IgnoredGoFiles,
	}
	if l.Error != nil {
		p.Error = &loadError{Err: l.Error.Err}
	}
	return p
}

// tags returns the -tags flag.
func (b *builder) tags() []string {
	if len(b.cfg.Tags) == 0 {
		return nil
	}
	return []string{"-tags=" + strings.Join(b.cfg.Tags, ",")}
}

// compilerOutput returns what was printed when the compiler, or another tool,
// failed, and false if p could not be loaded. The go command begins that text
// with a line of its own (see reportCmd in cmd/go/internal/work).
func (p *listed) compilerOutput() (text string, ok bool) {
	if p.Error == nil || !strings.HasPrefix(p.Error.Err, "# ") {
		return "", false
	}
	return p.Error.Err, true
}

// A universe is the packages that patterns match on any port.
type universe struct {
	packages  map[string]bool
	matched   map[string]bool   // patterns that match a package
	unmatched map[string]string // why others match none, if known
}

// add adds what one listing shows.
// With tests, a package may have nothing else.
func (u *universe) add(pkgs []*listed, tests bool) {
	u.init()
	for _, p := range pkgs {
		if p.DepOnly || p.isTest() {
			continue
		}
		for _, m := range p.Match {
			switch {
			case p.exists() || tests && p.testsOnly():
				u.packages[p.ImportPath] = true
				u.matched[m] = true
			case p.Error != nil:
				u.unmatched[m] = oneLine(p.Error.Err)
			}
		}
	}
}

func (u *universe) init() {
	if u.packages == nil {
		u.packages, u.matched, u.unmatched = map[string]bool{}, map[string]bool{}, map[string]string{}
	}
}

// merge adds the packages of v.
func (u *universe) merge(v universe) {
	u.init()
	for p := range v.packages {
		u.packages[p] = true
	}
	for m := range v.matched {
		u.matched[m] = true
	}
	for m, why := range v.unmatched {
		u.unmatched[m] = why
	}
}
