package matrix

import (
	"errors"
	"fmt"
	"go/ast"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/modgraph"
)

// typecheck type-checks p, and records what analyzers need if it is shown to
// them. The errors of the standard library do not count.
func (u *universe) typecheck(p *Package, shown bool) {
	var info *types.Info
	if shown {
		info = driver.NewInfo()
	}
	// A package that is compiled anew for the test of another one has the
	// errors that it has anyway.
	u.typecheckFiles(p, p.Files, p.Standard || isRecompiled(p.listed), info)
	if p.Standard {
		p.TypeErrors = nil
	}
}

// declare type-checks the declarations of p, whose errors nobody asks for.
func (u *universe) declare(p *Package) {
	var files []*ast.File
	for _, name := range p.FileNames() {
		if f, _ := u.checker.parseFile(filepath.Join(p.Dir, name), bare); f != nil {
			files = append(files, f)
		}
	}
	u.typecheckFiles(p, files, true, nil)
	p.TypeErrors, p.Info = nil, new(types.Info)
}

func (u *universe) typecheckFiles(p *Package, files []*ast.File, ignoreBodies bool, info *types.Info) {
	conf := types.Config{
		Importer:         importer{u, p.listed},
		Sizes:            u.sizes,
		FakeImportC:      true,
		IgnoreFuncBodies: ignoreBodies,
		GoVersion:        goVersion(p.listed.Module),
		Error: func(err error) {
			var te types.Error
			if errors.As(err, &te) {
				p.TypeErrors = append(p.TypeErrors, te)
			}
		},
	}
	path, _, _ := strings.Cut(p.Path, " ")
	p.Info = info
	p.Types, _ = conf.Check(path, u.checker.Fset, files, info) // errors went to conf.Error
}

// typeErrors makes Errors of the type errors of p, as listed. If something cannot be
// loaded or parsed, of p or of what it needs, names may be lacking for that
// reason only; the compiler sees none of these packages.
func (p *Package) typeErrors(list func() []Error) {
	cannotLink := func(e Error) bool { return e.Message == gocmd.ExternalLinking }
	p.incomplete = p.incomplete || len(p.Errors) > 0 && !slices.ContainsFunc(p.Errors, cannotLink)
	if !p.incomplete {
		p.Errors = append(p.Errors, list()...)
	}
}

// listTypeErrors returns the type errors of p as the compiler would print them,
// in the order of files and lines.
func (u *universe) listTypeErrors(p *Package) []Error {
	var list []Error
	seen := make(map[string]bool)
	inOrder := func(a, b types.Error) int { return int(a.Pos - b.Pos) }
	for _, e := range slices.SortedStableFunc(slices.Values(p.TypeErrors), inOrder) {
		pos := u.checker.Fset.Position(e.Pos)
		// The same message once per line, like the compiler; and none for an
		// import that go list has complained of, or whose package has its own
		// verdict.
		line := fmt.Sprintf("%s:%d:%s", pos.Filename, pos.Line, e.Msg)
		if strings.HasPrefix(e.Msg, "\t") || mixedNames(e.Msg) && p.listed.Error != nil || seen[line] || errors.Is(importErrorOf(e), errReported) || len(p.listed.CgoFiles) > 0 && fromFakeC(e.Msg) {
			continue
		}
		seen[line] = true
		list = append(list, Error{pos, e.Msg})
	}
	return list
}

// mixedNames reports whether a type error is about the name of a package, of
// which go list speaks better.
func mixedNames(msg string) bool {
	return strings.HasPrefix(msg, "package ") && strings.Contains(msg, "; expected package ")
}

// fromFakeC reports whether a type error in a package that imports "C" may be
// one of go/types only, which knows nothing of what C declares: the type of
// C.x is invalid, and a second import of "C" is an error.
func fromFakeC(msg string) bool {
	return strings.Contains(msg, "invalid type") || strings.HasPrefix(msg, "C redeclared in this block")
}

// goVersion is the language version of a module: "go1.21".
func goVersion(m *modgraph.Module) string {
	if m == nil || m.GoVersion == "" {
		return ""
	}
	return "go" + m.GoVersion
}

// errReported is the error of an import whose package failed by itself.
var errReported = errors.New("import failed")

// importErrorOf returns errReported for the error that go/types makes of it.
// It keeps only the text of what an importer returns.
func importErrorOf(e types.Error) error {
	if strings.HasPrefix(e.Msg, "could not import ") && strings.HasSuffix(e.Msg, "("+errReported.Error()+")") {
		return errReported
	}
	return nil
}

type importer struct {
	u *universe
	l *modgraph.Package
}

// Import returns a package for the file that imports path. A package that
// failed is importable as far as it could be checked, so that one mistake does
// not make a hundred.
func (i importer) Import(path string) (*types.Package, error) {
	path = i.l.Imported(path)
	p := i.u.pkgs[path]
	if p == nil || p.Types == nil || p.Types.Name() == "" {
		return nil, errReported
	}
	return p.Types, nil
}
