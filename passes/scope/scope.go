// Package scope defines an Analyzer that says what the user asked for: the
// target ports, the build tags, which analyzers are on and which files are
// excluded.
//
// It is told by flags, or else finds the configuration file above the package
// by itself, since some drivers (gopls, nogo) pass neither flags nor files.
package scope

import (
	"cmp"
	"fmt"
	"go/ast"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"strings"
	"sync"
	"time"

	"golang.org/x/mod/modfile"
	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/config"
	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/modscan"
	"github.com/xplatvet/xplatvet/internal/stdlib"
	"github.com/xplatvet/xplatvet/internal/suppress"
	"github.com/xplatvet/xplatvet/platform"
)

// Analyzer computes the Scope of a package. Its flags apply to all analyzers
// that share it.
var Analyzer = &analysis.Analyzer{
	Name:             "scope",
	Doc:              "determine target ports, build tags and exclusions",
	Run:              run,
	RunDespiteErrors: true,
	ResultType:       reflect.TypeFor[*Scope](),
}

// flags are the values of Analyzer.Flags.
var flags struct{ platforms, tags string }

func init() {
	Analyzer.Flags.StringVar(&flags.platforms, "platforms", "", "comma-separated `ports` to check, such as linux/amd64,windows,unix,first-class,all (default: the configuration file, else the first-class ports and those that the module names)")
	Analyzer.Flags.StringVar(&flags.tags, "tags", "", "comma-separated build `tags`, as of go build (default: the configuration file)")
}

// A Scope is what the user asked for, for the packages of one module.
type Scope struct {
	Targets platform.Set // the ports that matter
	// Relevant holds the Targets of all packages that may import one of these:
	// those of other modules have their own, unless a flag says which.
	Relevant platform.Set
	Context  constraint.Context // build tags
	Root     string             // directory of the module, or ""
	Module   string             // path of the module, or ""
	Std      *stdlib.Table      // knowledge of the standard library in use

	config    *config.Config
	isStd     bool                // the module is the standard library
	suggested func() platform.Set // targets that the module suggests

	directories *directories // of all passes

	mu       sync.Mutex
	reports  map[reported]Claim // of one pass
	comments map[string][]*suppress.Directive
	used     []suppress.Use
}

// A Claim is what a diagnostic of the suite says besides its text.
type Claim struct {
	Severity finding.Severity
	Ports    platform.Set // on which it holds
	// Builds is whether it is about a package that builds: whoever knows that it
	// does so on none of the ports leaves it out.
	Builds bool
}

type reported struct {
	analyzer string
	pos      token.Pos
	message  string
}

// Reports reports whether the analyzer name is to report in file.
func (s *Scope) Reports(name, file string) bool {
	return s.config.On(name, true) && !s.config.Excluded(file)
}

// On reports whether the configuration leaves the analyzer name on.
func (s *Scope) On(name string) bool { return s.config.On(name, true) }

// BaselineFile returns the path of the baseline that the configuration names,
// or "".
func (s *Scope) BaselineFile() string { return s.config.BaselineFile() }

// Chosen reports whether the user asked for other ports than those that the
// module suggests by itself.
func (s *Scope) Chosen() bool { return s.Targets != s.suggested() }

// Skips reports whether the analyzers have nothing to say about the package
// path: drivers run them on the standard library too, for its facts, but it is
// nobody's to mend unless it is the module at hand.
func (s *Scope) Skips(path string) bool { return !s.isStd && s.Std.Covers(path) }

// Report reports a diagnostic with a claim, unless the analyzer is off, the
// file is excluded or a comment silences it. All analyzers of the suite report
// through it. An error is
// what stops a build: a type error on the same line, or on that of a related
// place, is then no news.
func (s *Scope) Report(pass *analysis.Pass, d analysis.Diagnostic, claim Claim) {
	if !s.Reports(pass.Analyzer.Name, pass.Fset.Position(d.Pos).Filename) {
		return
	}
	s.mu.Lock()
	silenced := s.silenced(pass, d.Pos)
	if !silenced {
		if s.reports == nil {
			s.reports = make(map[reported]Claim)
		}
		s.reports[reported{pass.Analyzer.Name, d.Pos, d.Message}] = claim
	}
	s.mu.Unlock()
	if !silenced {
		pass.Report(d)
	}
}

// ClaimOf returns the claim of a diagnostic that Report was given.
func (s *Scope) ClaimOf(analyzer string, d analysis.Diagnostic) (Claim, bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	c, ok := s.reports[reported{analyzer, d.Pos, d.Message}]
	return c, ok
}

func run(pass *analysis.Pass) (any, error) {
	dir, _ := firstFile(pass)
	shared, err := Of(dir)
	if err != nil {
		return nil, err
	}
	return &Scope{Targets: shared.Targets, Relevant: shared.Relevant, Context: shared.Context, Root: shared.Root, Module: shared.Module, Std: shared.Std, config: shared.config, isStd: shared.isStd, suggested: shared.suggested, directories: shared.directories}, nil
}

// firstFile returns the directory of the package and a file in it, but none that
// cmd/cgo has added, which is in the cache of the go command, often under a name
// that says nothing. What cmd/cgo made of a file leads to that by a line
// directive; in other generated files these lead to files that are not Go.
func firstFile(pass *analysis.Pass) (dir string, file *ast.File) {
	for _, f := range pass.Files {
		for _, adjusted := range []bool{true, false} {
			name := pass.Fset.PositionFor(f.Package, adjusted).Filename
			if strings.HasSuffix(name, ".go") && !strings.HasPrefix(filepath.Base(name), "_cgo_") {
				return filepath.Dir(name), f
			}
		}
	}
	return ".", nil
}

// Of returns the Scope of the packages in dir under the current flags.
//
// What it reads from disk is kept for a while, see Refresh: a driver asks for every
// package of a module in turn, and an editor runs for days.
func Of(dir string) (*Scope, error) {
	dir, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find module: %w", err)
	}
	root := modscan.Root(dir)
	key := cacheKey{root: root, platforms: flags.platforms, tags: flags.tags}
	if root == "" {
		key.root = dir
	}
	cache.Lock()
	defer cache.Unlock()
	if e, ok := cache.m[key]; ok && time.Since(e.at) < Refresh {
		return e.scope, e.err
	}
	s, err := load(dir, root)
	if cache.m == nil {
		cache.m = make(map[cacheKey]cacheEntry)
	}
	cache.m[key] = cacheEntry{s, err, time.Now()}
	return s, err
}

// Refresh is how long what Of has read from disk is kept.
const Refresh = 5 * time.Second

type cacheKey struct{ root, platforms, tags string }

type cacheEntry struct {
	scope *Scope
	err   error
	at    time.Time
}

var cache struct {
	sync.Mutex
	m map[cacheKey]cacheEntry
}

func load(dir, root string) (*Scope, error) {
	cfg, err := config.Load(cmp.Or(root, dir), &config.Known{Options: options})
	if err != nil {
		return nil, err
	}
	s := &Scope{Root: root, config: cfg, Targets: cfg.Platforms, Module: moduleOf(root), directories: new(directories)}
	s.isStd = s.Module == "std"
	s.Context.Tags = cfg.Tags
	if flags.tags != "" {
		s.Context.Tags = strings.FieldsFunc(flags.tags, func(r rune) bool { return r == ',' || r == ' ' })
	}
	if flags.platforms != "" {
		s.Targets, err = platform.Parse(flags.platforms)
		if err != nil {
			return nil, fmt.Errorf("-platforms: %w", err)
		}
	}
	s.Relevant = platform.All()
	if flags.platforms != "" {
		s.Relevant = s.Targets
	}
	s.suggested = sync.OnceValue(func() platform.Set { return modscan.CachedTargets(root, &s.Context) })
	if s.Targets.Empty() {
		s.Targets = s.suggested()
	}
	s.Std = stdTable()
	return s, nil
}

// moduleOf returns the path of the module in root, or "".
func moduleOf(root string) string {
	data, err := os.ReadFile(filepath.Join(root, "go.mod"))
	if err != nil {
		return ""
	}
	return modfile.ModulePath(data)
}

// SetGo tells which Go the packages are built with, for a driver that knows.
// It is to be called before any analysis.
func SetGo(version, goroot string) { goVersion, goRoot = version, goroot }

var goVersion, goRoot string

// stdTable returns the table of the standard library that the package is
// built with. The go command tells the tools that it runs; other drivers do
// not, and type-check with what they were built with.
func stdTable() *stdlib.Table {
	version := cmp.Or(goVersion, os.Getenv("GOVERSION"), runtime.Version())
	return stdlib.Load(cmp.Or(goRoot, os.Getenv("GOROOT")), version)
}
