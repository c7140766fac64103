// Package crosscheck type-checks packages on every target port and runs the
// analyzers on them.
//
// Each package that a build would compile is checked, dependencies with their
// function bodies included, since a build fails when a dependency fails. The
// analyzers see a package once for each set of files that some port builds it
// from: what they report is a Set of ports already.
package crosscheck

import (
	"cmp"
	"context"
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"runtime"
	"slices"
	"strings"
	"sync"

	"golang.org/x/sync/errgroup"
	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/internal/pkgdir"
	"github.com/xplatvet/xplatvet/internal/place"
	"github.com/xplatvet/xplatvet/internal/suppress"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// A Config says what to check.
type Config struct {
	Go       *gocmd.Runner // Dir must be absolute
	Patterns []string
	Targets  platform.Set
	Tags     []string
	Tests    bool // the files of tests too
	Paranoid bool // check each port by itself: slow, and to the same effect
	NoDeps   bool // leave out the errors of packages of other modules

	// Again has everything checked again, also what is known not to have
	// changed since the last check.
	Again bool

	// Settings stands for what Reports depends on, for recognising a check that
	// was made before.
	Settings  string
	Analyzers []*analysis.Analyzer

	// Reports reports whether findings of an analyzer, of finding.Typecheck
	// or of finding.Suppression are wanted in a file.
	Reports func(analyzer, file string) bool

	// Suppressions says what to judge suppression comments by; those who Ran
	// must have run on all that the project cares for.
	Suppressions suppress.Analyzers

	// Progress is told how many of how many checks and analyses of a package, or
	// of parts of one, are done. The total may grow. It may be nil.
	Progress func(done, total int)
	Stats    func(matrix.Stats) // is told what the checks came to; may be nil
}

// Run checks the packages. It always returns a report: whatever keeps it from
// checking something is a problem there.
func Run(ctx context.Context, cfg Config) *finding.Report {
	report := &finding.Report{Command: "check", Ports: cfg.Targets}
	env, err := cfg.Go.GoEnv(ctx)
	if err != nil {
		return failed(report, gocmd.Reason(err))
	}
	if !env.HasModule() {
		return failed(report, fmt.Sprintf("no go.mod in %s or above; run go mod init or use -C", cfg.Go.Dir))
	}
	if err := env.Knows(); err != nil {
		return failed(report, err.Error())
	}
	scope.SetGo(env.GOVERSION, env.GOROOT)
	c := &checker{
		cfg:      cfg,
		report:   report,
		fset:     token.NewFileSet(),
		facts:    new(driver.Facts),
		namer:    place.New(cfg.Go.Dir, env),
		analysed: make(map[string]*once),
		verdicts: make(map[string]map[platform.Set]finding.Verdict),
		ifBuilt:  make(map[int]bool),
		matched:  make(map[string]bool),
		absent:   make(map[string]finding.Problem),
		packages: make(map[string]string),

		passedOver: make(map[string]bool),

		env: env,
	}
	report.Root = c.namer.Root()
	if c.run(ctx) {
		return report
	}
	c.dropUnbuilt()
	c.suppressions()
	report.Normalize()
	report.Findings = subsume(report.Findings)
	c.memory.keep(report)
	return report
}

// subsume takes from each type error the ports for which an analyzer has
// reported an error on the same line, or with a related place there: it says
// the same, and how to mend it.
func subsume(list []finding.Finding) []finding.Finding {
	type line struct {
		file string
		line int
	}
	explained := make(map[line]platform.Set)
	for _, f := range list {
		if f.Analyzer != finding.Typecheck && f.Severity == finding.Error {
			places := []finding.Position{f.Position}
			for _, r := range f.Related {
				places = append(places, r.Position)
			}
			for _, p := range places {
				at := line{p.File, p.Line}
				explained[at] = explained[at].Union(f.Ports)
			}
		}
	}
	var rest []finding.Finding
	for _, f := range list {
		if f.Analyzer == finding.Typecheck {
			if f.Ports = f.Ports.Minus(explained[line{f.File, f.Line}]); f.Ports.Empty() {
				continue
			}
		}
		rest = append(rest, f)
	}
	return rest
}

func failed(report *finding.Report, message string) *finding.Report {
	report.Problems = append(report.Problems, finding.Problem{Message: message, Ports: report.Ports})
	return report
}

type checker struct {
	cfg   Config
	fset  *token.FileSet
	facts *driver.Facts
	namer place.Namer

	env       gocmd.GoEnv
	memory    *memory
	provider  *provider
	sources   sources.Cache
	elsewhere func(*matrix.Package) (files map[string]bool, later bool) // see matrix.Checker
	seen      func(*matrix.Package)                                     // likewise

	mu       sync.Mutex // guards what follows
	report   *finding.Report
	analysed map[string]*once
	verdicts map[string]map[platform.Set]finding.Verdict // by package and ports
	ifBuilt  map[int]bool                                // findings, by index: see scope.Claim.Builds
	matched  map[string]bool                             // patterns that name a package
	standard platform.Set                                // ports on which they name packages of the standard library
	absent   map[string]finding.Problem                  // by module: packages that cannot be had

	comments suppress.Ledger
	packages map[string]string // by file with suppression comments

	interrupted platform.Set    // ports that were not looked at to the end
	unknown     platform.Set    // ports on which not all packages were checked, for the same reason
	passedOver  map[string]bool // packages that the analyzers did not see, for the same reason
	progress    progress
}

// progress adds up what matrix does and what the analyzers do.
type progress struct {
	checks, allChecks     int
	analyses, allAnalyses int
}

// once is done for one package and set of files by the first port that has it.
type once struct{ sync.Once }

// run checks the packages, or recalls a report that is complete.
func (c *checker) run(ctx context.Context) (recalled bool) {
	mc := &matrix.Checker{
		Go: c.cfg.Go, Tags: c.cfg.Tags, Tests: c.cfg.Tests, Patterns: c.cfg.Patterns, Ports: c.cfg.Targets, Fset: c.fset,
		Paranoid: c.cfg.Paranoid, NoDeps: c.cfg.NoDeps,
	}
	if !c.cfg.Again {
		mc.Toolchain = c.env.GOVERSION
	}
	pairs := pairsOf(c.cfg.Targets)
	switch err := mc.Load(ctx); {
	case ctx.Err() != nil:
		c.interrupted = c.cfg.Targets
		c.finish(len(pairs))
		return false
	case err != nil:
		c.problem(finding.Position{}, gocmd.Reason(err), c.cfg.Targets)
		return false
	}
	c.provider = newProvider(c, mc)
	c.elsewhere, c.seen = mc.Elsewhere, mc.Seen
	c.sources.Name = mc.NameOf
	c.sources.Tree = func(name string) (*ast.File, error, bool) { return mc.Parsed(name, false) }
	c.memory = newMemory(&c.cfg, &c.env, mc, c.namer.Root())
	if c.memory.recall(c.report) {
		if c.cfg.Stats != nil {
			stats := mc.Stats()
			stats.Recalled = true
			c.cfg.Stats(stats)
		}
		return true
	}
	mc.Derive = c.provider.derive
	c.progress.allAnalyses = mc.Sets()
	mc.Progress = func(done, total int) {
		c.mu.Lock()
		defer c.mu.Unlock()
		c.progress.checks, c.progress.allChecks = done, total
		c.tell()
	}
	var g errgroup.Group
	g.SetLimit(runtime.GOMAXPROCS(0))
	for _, pair := range pairs {
		g.Go(func() error {
			err := mc.Check(ctx, pair, func(on platform.Set, p *matrix.Package) error {
				c.visit(ctx, on, p)
				return nil
			})
			c.mu.Lock()
			defer c.mu.Unlock()
			if err != nil { // that of ctx: visit has none
				c.interrupted = c.interrupted.Union(pair)
			}
			return nil
		})
	}
	g.Wait() // no function fails
	c.provider.save()
	if c.cfg.Stats != nil {
		c.cfg.Stats(mc.Stats())
	}
	c.finish(len(pairs))
	return false
}

// tell tells of progress. The caller holds c.mu.
func (c *checker) tell() {
	if c.cfg.Progress != nil {
		c.cfg.Progress(c.progress.checks+c.progress.analyses, c.progress.allChecks+c.progress.allAnalyses)
	}
}

// pairsOf splits a Set into those of its GOOS/GOARCH pairs.
func pairsOf(s platform.Set) []platform.Set {
	var pairs []platform.Set
	for port := range s.Ports() {
		pair := platform.Of(port).AnyCgo().Intersect(s)
		if len(pairs) == 0 || pairs[len(pairs)-1] != pair {
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

// problem records a problem. The caller holds c.mu.
func (c *checker) problem(pos finding.Position, message string, on platform.Set) {
	c.report.Problems = append(c.report.Problems, finding.Problem{Position: pos, Message: message, Ports: on})
}

// visit takes what matrix found out about a package on some ports. The analyzers
// see it unless ctx is done.
func (c *checker) visit(ctx context.Context, on platform.Set, p *matrix.Package) {
	c.mu.Lock()
	for _, m := range p.Match {
		c.matched[m] = true
	}
	c.record(on, p)
	if ctx.Err() != nil {
		c.passOver(p)
		c.mu.Unlock()
		return
	}
	c.mu.Unlock()
	for _, set := range p.Shown {
		c.analyse(set)
	}
}

// passOver records that the analyzers do not see a package, unless they have
// seen it already. The caller holds c.mu.
func (c *checker) passOver(p *matrix.Package) {
	path, _, _ := strings.Cut(p.Path, " ")
	if !p.Matched || p.Tested || p.NoFiles != "" {
		return
	}
	for _, set := range p.Shown {
		if c.analysed[setOf(set)] == nil {
			c.passedOver[path] = true
		}
	}
	if len(p.Shown) == 0 {
		c.passedOver[path] = true
	}
}

// record adds the errors of a package to the findings, and its verdict.
func (c *checker) record(on platform.Set, p *matrix.Package) {
	path, _, variant := strings.Cut(p.Path, " ")
	if p.Missing {
		if p.Matched {
			c.problem(c.namer.Position(p.ErrorPos()), c.namer.Text(oneLine(p.NoFiles)), on)
		}
		return
	}
	if p.NoFiles != "" && slices.ContainsFunc(p.Match, isLiteral) {
		// go build ./... passes over it in silence, go build ./dir fails.
		p.Errors = append(p.Errors, matrix.Error{Message: noFiles(p)})
	}
	if p.Orphan {
		return // there is nothing to test: that is all there is to say
	}
	if p.Unread {
		c.unread(on, path, p)
		return
	}
	var errs []string
	for _, e := range p.Errors {
		errs = append(errs, describe(c.finding(path, e.Pos, e.Message, on)))
	}
	for _, imp := range p.Vain {
		c.vain(on, path, imp)
	}
	if variant || p.ForTest != "" || !p.Matched || p.TestsOnly {
		return // what tests need does not fail a build
	}
	if p.Standard {
		c.standard = c.standard.Union(on)
	}
	v := finding.Verdict{Package: path, Ports: on, Status: finding.OK}
	switch {
	case p.Unknown:
		v.Status = finding.Skipped
		c.unknown = c.unknown.Union(on)
	case p.Fails():
		v.Status, v.Errors = finding.Fail, errs
	case p.NoFiles != "":
		v.Status = finding.Excluded
	case len(p.Blocked) > 0:
		v.Status, v.Errors = finding.Blocked, p.Blocked
	}
	c.verdict(v)
}

// unread records that a package was not examined for want of a file.
func (c *checker) unread(on platform.Set, path string, p *matrix.Package) {
	for _, e := range p.Errors {
		c.problem(c.namer.Position(e.Pos), e.Message, on)
	}
	if p.Matched && p.ForTest == "" {
		c.verdict(finding.Verdict{Package: path, Ports: on, Status: finding.Skipped})
	}
}

// vain reports the import of a package that is not there. One that has no
// files fails for that reason, as the go command sees it; one that is not to
// be found leaves its importer unexamined.
func (c *checker) vain(on platform.Set, importer string, imp matrix.Import) {
	if imp.Package.Missing {
		c.missing(on, imp)
		return
	}
	c.finding(importer, imp.Pos, noFiles(imp.Package), on)
	if imp.Package.Main {
		c.verdict(finding.Verdict{Package: imp.Package.Path, Ports: on, Status: finding.Fail, Errors: []string{noFiles(imp.Package)}})
	}
}

// missing records that a package cannot be had. One problem per module is
// enough: the least one of its packages, whatever the order they come in.
func (c *checker) missing(on platform.Set, imp matrix.Import) {
	key := cmp.Or(pkgdir.Module(c.namer.Root(), imp.Package.Path), imp.Package.Path)
	p := finding.Problem{
		Position: c.namer.Position(imp.Pos),
		Message:  fmt.Sprintf("cannot load %s: %s", key, c.namer.Text(oneLine(imp.Package.NoFiles))),
		Ports:    on,
	}
	if old, ok := c.absent[key]; ok {
		p.Ports = p.Ports.Union(old.Ports)
		if cmp.Or(finding.ComparePositions(old.Position, p.Position), strings.Compare(old.Message, p.Message)) < 0 {
			p.Position, p.Message = old.Position, old.Message
		}
	}
	c.absent[key] = p
}

// noFiles says why a package has no files, without the directory.
func noFiles(p *matrix.Package) string {
	if before, _, ok := strings.Cut(p.NoFiles, " Go files in "); ok {
		return before + " Go files in " + p.Path
	}
	return p.NoFiles
}

// verdict records a verdict in place of an earlier one for the same ports.
func (c *checker) verdict(v finding.Verdict) {
	if c.verdicts[v.Package] == nil {
		c.verdicts[v.Package] = make(map[platform.Set]finding.Verdict)
	}
	c.verdicts[v.Package][v.Ports] = v
}

// finding returns an error of the type checker as a finding, and records it
// unless the configuration does not want to hear of it.
func (c *checker) finding(pkg string, pos token.Position, message string, on platform.Set) finding.Finding {
	f := finding.Finding{
		Analyzer: finding.Typecheck, Severity: finding.Error, Package: pkg,
		Position: c.namer.Position(pos), Message: c.namer.Text(message), Ports: on,
	}
	if c.cfg.Reports(finding.Typecheck, pos.Filename) {
		c.report.Findings = append(c.report.Findings, f)
	}
	return f
}

// oneLine joins the lines of a message of the go command.
func oneLine(s string) string { return strings.Join(strings.Fields(s), " ") }

// isLiteral reports whether a pattern names one package.
func isLiteral(pattern string) bool {
	switch pattern {
	case "all", "cmd", "std", "tool", "work": // cmd/go/internal/search.IsMetaPackage
		return false
	}
	return !strings.Contains(pattern, "...")
}

// describe returns "file:line:column: message".
func describe(f finding.Finding) string {
	if f.File == "" {
		return f.Message
	}
	return fmt.Sprintf("%s:%d:%d: %s", f.File, f.Line, f.Column, f.Message)
}

// finish adds the verdicts, those on ports where a package has no file and is
// not even listed included, and the patterns that name nothing.
func (c *checker) finish(pairs int) {
	if n := len(pairsOf(c.interrupted)); n > 0 {
		c.problem(finding.Position{}, fmt.Sprintf("interrupted: %d of %d ports were not checked", n, pairs), c.interrupted)
	}
	if n := len(pairsOf(c.unknown)); n > 0 {
		c.problem(finding.Position{}, fmt.Sprintf("interrupted: on %d of %d ports not all packages were checked", n, pairs), c.unknown)
	}
	if n := len(c.passedOver); n > 0 {
		noun := "packages"
		if n == 1 {
			noun = "package"
		}
		c.problem(finding.Position{}, fmt.Sprintf("interrupted: the analyzers did not look at %d %s", n, noun), c.cfg.Targets)
	}
	if !c.standard.Empty() {
		c.report.Notes = append(c.report.Notes, finding.Note{
			Message: "the standard library is taken to compile, and the analyzers do not look at it; go vet -vettool has them do so",
			Ports:   c.standard,
		})
	}
	for _, key := range slices.Sorted(maps.Keys(c.absent)) {
		c.report.Problems = append(c.report.Problems, c.absent[key])
	}
	var looked platform.Set
	for _, byPorts := range c.verdicts {
		for on := range byPorts {
			looked = looked.Union(on)
		}
	}
	for _, path := range slices.Sorted(maps.Keys(c.verdicts)) {
		rest := looked
		for on, v := range c.verdicts[path] {
			if on.Overlaps(c.interrupted) {
				continue
			}
			rest = rest.Minus(on)
			c.report.Verdicts = append(c.report.Verdicts, v)
		}
		if skipped := c.interrupted; !skipped.Empty() {
			c.report.Verdicts = append(c.report.Verdicts, finding.Verdict{Package: path, Ports: skipped, Status: finding.Skipped})
			rest = rest.Minus(skipped)
		}
		if !rest.Empty() {
			c.report.Verdicts = append(c.report.Verdicts, finding.Verdict{Package: path, Ports: rest, Status: finding.Excluded})
		}
	}
	for _, pattern := range c.cfg.Patterns {
		if !c.matched[pattern] && len(c.report.Problems) == 0 {
			c.problem(finding.Position{}, fmt.Sprintf("%s matches no packages", pattern), c.cfg.Targets)
		}
	}
}
