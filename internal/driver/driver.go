// Package driver runs analyzers on one package at a time.
//
// Unlike the drivers of golang.org/x/tools it keeps facts by package path and
// object path instead of by types.Object, so packages that were type-checked
// for different ports, each in a universe of its own, share them; and it
// analyses a package in spite of type errors.
package driver

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"reflect"
	"sync"

	"golang.org/x/tools/go/analysis"
)

// A Unit is one type-checked package.
type Unit struct {
	Fset         *token.FileSet
	Files        []*ast.File
	OtherFiles   []string
	IgnoredFiles []string
	Pkg          *types.Package
	Info         *types.Info // see NewInfo
	Sizes        types.Sizes
	TypeErrors   []types.Error
	ReadFile     func(name string) ([]byte, error) // may be nil, as in a pass of nogo
	Module       *analysis.Module                  // may be nil

	// Wanted, if it is not nil, is called before a fact about a package is
	// looked up: a driver may compute facts when they are asked for. Those about
	// the package itself are then wanted of a Unit that has FactsOnly.
	Wanted    func(pkg string, fact analysis.Fact)
	FactsOnly bool

	// Instead holds what to run in place of the Run of some analyzers, to the
	// same effect.
	Instead map[*analysis.Analyzer]func(*analysis.Pass) (any, error)
}

// NewInfo returns a types.Info with every map that analyzers look at.
func NewInfo() *types.Info {
	return &types.Info{
		Types:        make(map[ast.Expr]types.TypeAndValue),
		Defs:         make(map[*ast.Ident]types.Object),
		Uses:         make(map[*ast.Ident]types.Object),
		Implicits:    make(map[ast.Node]types.Object),
		Instances:    make(map[*ast.Ident]types.Instance),
		Scopes:       make(map[ast.Node]*types.Scope),
		Selections:   make(map[*ast.SelectorExpr]*types.Selection),
		FileVersions: make(map[*ast.File]string),
	}
}

// A Result is what one analyzer said about a Unit.
type Result struct {
	Analyzer    *analysis.Analyzer
	Diagnostics []analysis.Diagnostic
	Err         error
	Inputs      map[*analysis.Analyzer]any // results of the analyzers that it requires
}

// Run applies the analyzers and all they require to u, and returns the results
// of analyzers in order. Facts of the packages that u imports are read from
// facts, those about u are added to it.
//
// If u has type errors, an analyzer without RunDespiteErrors is left out, as is
// what requires it; its Result says nothing.
func Run(u *Unit, analyzers []*analysis.Analyzer, facts *Facts) []Result {
	r := NewRunner(u, facts)
	var results []Result
	for _, a := range analyzers {
		results = append(results, r.Run(a))
	}
	return results
}

// OnlyFacts returns the analyzers that have facts, among the given ones and
// those that they require: what must run on a dependency.
func OnlyFacts(analyzers []*analysis.Analyzer) []*analysis.Analyzer {
	var list []*analysis.Analyzer
	seen := make(map[*analysis.Analyzer]bool)
	var add func(*analysis.Analyzer)
	add = func(a *analysis.Analyzer) {
		if seen[a] {
			return
		}
		seen[a] = true
		for _, req := range a.Requires {
			add(req)
		}
		if len(a.FactTypes) > 0 {
			list = append(list, a)
		}
	}
	for _, a := range analyzers {
		add(a)
	}
	return list
}

// A Runner applies analyzers to a Unit one by one. What several of them require
// is done once. Its methods may be called from several goroutines.
type Runner struct {
	unit  *Unit
	facts *Facts

	mu      sync.Mutex // guards actions
	actions map[*analysis.Analyzer]*action
}

// NewRunner returns a Runner for a Unit; facts are as for [Run].
func NewRunner(u *Unit, facts *Facts) *Runner {
	return &Runner{unit: u, facts: facts, actions: make(map[*analysis.Analyzer]*action)}
}

// Run applies one analyzer, unless that was done before.
func (r *Runner) Run(a *analysis.Analyzer) Result {
	act := r.run(a)
	return Result{a, act.diagnostics, act.err, act.inputs}
}

type action struct {
	once        sync.Once
	skipped     bool // because of type errors
	result      any
	err         error
	diagnostics []analysis.Diagnostic
	inputs      map[*analysis.Analyzer]any
}

func (r *Runner) action(a *analysis.Analyzer) *action {
	r.mu.Lock()
	defer r.mu.Unlock()
	act := r.actions[a]
	if act == nil {
		act = new(action)
		r.actions[a] = act
	}
	return act
}

func (r *Runner) run(a *analysis.Analyzer) *action {
	act := r.action(a)
	act.once.Do(func() {
		act.skipped = len(r.unit.TypeErrors) > 0 && !a.RunDespiteErrors
		act.inputs = make(map[*analysis.Analyzer]any)
		for _, req := range a.Requires {
			dep := r.run(req)
			act.skipped = act.skipped || dep.skipped
			if dep.err != nil {
				act.err = dep.err
				return
			}
			act.inputs[req] = dep.result
		}
		if act.skipped {
			return
		}
		run := a.Run
		if instead := r.unit.Instead[a]; instead != nil {
			run = instead
		}
		act.result, act.err = run(r.pass(a, act))
		if act.err != nil {
			act.err = fmt.Errorf("%s: %w", a.Name, act.err)
			return
		}
		if got, want := reflect.TypeOf(act.result), a.ResultType; got != want {
			act.err = fmt.Errorf("%s: result of type %v, not %v", a.Name, got, want)
		}
	})
	return act
}

func (r *Runner) pass(a *analysis.Analyzer, act *action) *analysis.Pass {
	u := r.unit
	own := make(map[reflect.Type]bool)
	for _, f := range a.FactTypes {
		own[reflect.TypeOf(f)] = true
	}
	pass := &analysis.Pass{
		Analyzer:     a,
		Fset:         u.Fset,
		Files:        u.Files,
		OtherFiles:   u.OtherFiles,
		IgnoredFiles: u.IgnoredFiles,
		Pkg:          u.Pkg,
		TypesInfo:    u.Info,
		TypesSizes:   u.Sizes,
		TypeErrors:   u.TypeErrors,
		Module:       u.Module,
		ResultOf:     act.inputs,
		ReadFile:     u.ReadFile,
		Report: func(d analysis.Diagnostic) {
			if d.Category == "" {
				d.Category = a.Name
			}
			if d.URL == "" {
				d.URL = a.URL
			}
			act.diagnostics = append(act.diagnostics, d)
		},
		ImportPackageFact: func(pkg *types.Package, f analysis.Fact) bool {
			if u.Wanted != nil {
				u.Wanted(pkg.Path(), f)
			}
			return r.facts.get(factKey{pkg.Path(), "", reflect.TypeOf(f)}, f)
		},
		ExportPackageFact: func(f analysis.Fact) {
			r.facts.set(factKey{u.Pkg.Path(), "", reflect.TypeOf(f)}, f)
		},
		ImportObjectFact: func(obj types.Object, f analysis.Fact) bool {
			key, ok := keyOf(obj, f)
			return ok && r.facts.get(key, f)
		},
		ExportObjectFact: func(obj types.Object, f analysis.Fact) {
			if key, ok := keyOf(obj, f); ok {
				r.facts.set(key, f)
			}
		},
		AllPackageFacts: func() []analysis.PackageFact { return r.facts.packageFacts(u.Pkg, own) },
		AllObjectFacts:  func() []analysis.ObjectFact { return r.facts.objectFacts(u.Pkg, own) },
	}
	if u.Wanted != nil && !u.FactsOnly {
		pass.ExportPackageFact = nil // nobody asks for it: see package fact
	}
	return pass
}
