package crossbuild

import (
	"context"
	"go/token"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/stdlib"
	"github.com/xplatvet/xplatvet/platform"
)

// A classifier says of what kind build errors are, and what to do about them.
// It is safe for concurrent use.
//
// What it says never mentions the port: it follows from the text of the error,
// the source and the targets, so that the same error on many ports, or of many
// machines, is one finding. Only where ports need different remedies do they
// have different findings.
type classifier struct {
	ctx         context.Context
	targets     platform.Set
	constraints constraint.Context
	std         func() *stdlib.Table
	newer       *newerModules

	mu   sync.Mutex
	dirs map[string]*directory
}

// newClassifier returns the classifier for a build of cfg.
func newClassifier(ctx context.Context, cfg Config, env gocmd.GoEnv) *classifier {
	tags := cfg.Tags
	if len(tags) == 0 {
		tags = tagsOf(env.GOFLAGS)
	}
	return &classifier{
		ctx:         ctx,
		targets:     cfg.Targets.AnyCgo(),
		constraints: constraint.Context{Tags: tags, GoVersion: env.GOVERSION},
		std:         sync.OnceValue(func() *stdlib.Table { return stdlib.Load(env.GOROOT, env.GOVERSION) }),
		newer:       newNewerModules(cfg.Go, env),
		dirs:        map[string]*directory{},
	}
}

// tagsOf returns the build tags that GOFLAGS sets.
func tagsOf(goflags string) []string {
	var tags []string
	for _, flag := range strings.Fields(goflags) {
		if value, ok := strings.CutPrefix(strings.TrimLeft(flag, "-"), "tags="); ok {
			tags = slices.DeleteFunc(strings.Split(value, ","), func(s string) bool { return s == "" })
		}
	}
	return tags
}

// A fault is one build error, as it is looked at.
type fault struct {
	*classifier
	graph   *graph
	pkg     *listed  // the package that fails; nil if it is not known
	file    string   // path of the file with the error, "" if there is none
	line    int      // 0 if unknown
	column  int      // 0 if unknown
	message string   // as printed
	part    []string // submatches of the pattern
}

// A judgement is what an error is, and the remedy; "" leaves either to the
// pattern and its kind.
type judgement struct {
	kind   finding.Kind
	remedy string
}

// classify returns the kind of an error with the given message and position in
// package path, and its remedy.
func (g *graph) classify(path string, pos finding.Position, message string) (finding.Kind, string) {
	if g.classifier == nil {
		return "", ""
	}
	f := &fault{classifier: g.classifier, graph: g, pkg: g.byPath[path], line: pos.Line, column: pos.Column, message: message}
	if f.pkg != nil && pos.File != "" {
		f.file = filepath.Join(f.pkg.Dir, filepath.Base(filepath.FromSlash(pos.File)))
	}
	j := f.judge()
	if j.kind == "" {
		j.kind = f.kindByFile()
	}
	if mended := f.mendedBy(j.kind); mended != "" {
		return finding.Dependency, mended
	}
	// Files of other modules are not for the reader to change.
	if j.remedy == "" || f.dependency() != nil && f.file != "" && j.kind != finding.Dependency {
		j.remedy = f.usualRemedy(j.kind)
	}
	return j.kind, j.remedy
}

// judge applies the first pattern that matches.
func (f *fault) judge() judgement {
	text := f.message
	if f.file != "" {
		text, _, _ = strings.Cut(text, "\n")
	}
	for _, p := range patterns() {
		f.part = p.regexp.FindStringSubmatch(text)
		if f.part == nil {
			continue
		}
		j := judgement{kind: p.kind}
		if p.judge != nil {
			if own := p.judge(f); own.kind != "" {
				j = own
			} else {
				j.remedy = own.remedy
			}
		}
		return j
	}
	return judgement{}
}

// kindByFile returns the kind of an error that no pattern matches: that of what
// the compiler of such a file usually has to say.
func (f *fault) kindByFile() finding.Kind {
	switch ext := filepath.Ext(f.file); {
	case f.file == "" && f.pkg != nil && f.pkg.Name == "main":
		return finding.Link
	case ext == ".go":
		return finding.TypeError
	case ext == ".s" || ext == ".S":
		return finding.Assembly
	case ext != "":
		return finding.CError
	}
	return finding.OtherBuildError
}

// A pattern recognises errors by their text: the tools give no codes.
type pattern struct {
	regexp *regexp.Regexp
	kind   finding.Kind
	judge  func(*fault) judgement // nil: the kind says it all
	locate locator                // for what is printed without a place; or nil

	// Where the text comes from: the file below GOROOT/src that holds printed,
	// or the name of another program.
	by, printed string
}

// A locator finds the place that an error of the linker is about, in the
// program of a package. The part are the submatches of the pattern.
type locator func(g *graph, p *listed, part []string) token.Position
