package platformapi

import (
	_ "embed"
	"fmt"
	"go/ast"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/doc"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/availability"
	"github.com/xplatvet/xplatvet/passes/reach"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

//go:embed doc.go
var docgo string

// Analyzer reports API that is absent on a target port.
var Analyzer = &analysis.Analyzer{
	Name:             "platformapi",
	Doc:              doc.Of(docgo, "platformapi"),
	URL:              doc.URL("platformapi"),
	Run:              run,
	RunDespiteErrors: true,
	Requires:         []*analysis.Analyzer{scope.Analyzer, sources.Analyzer, availability.Analyzer, reach.Analyzer},
}

func run(pass *analysis.Pass) (any, error) {
	var (
		sc    = pass.ResultOf[scope.Analyzer].(*scope.Scope)
		pkg   = pass.ResultOf[sources.Analyzer].(*sources.Package)
		avail = pass.ResultOf[availability.Analyzer].(*availability.Result)
		flow  = pass.ResultOf[reach.Analyzer].(*reach.Result)
	)
	if sc.Skips(pass.Pkg.Path()) {
		return nil, nil
	}
	for _, f := range pkg.Files {
		if !f.Built.Overlaps(sc.Targets) {
			continue
		}
		missing := missingIn(f, avail.Uses(f), sc.Targets)
		if len(missing) == 0 {
			continue
		}
		fix := constrain(pass, pkg, f, missing, sc.Targets)
		for _, m := range missing {
			report(pass, sc, flow, f, m, fix)
		}
	}
	return nil, nil
}

// A miss is a use of what is absent on target ports that build the file.
type miss struct {
	availability.Use
	ports platform.Set
}

// missingIn returns what is missing for f.
func missingIn(f *sources.File, uses []availability.Use, targets platform.Set) []*miss {
	var list []*miss
	for _, u := range uses {
		if ports := f.Built.Intersect(targets).Minus(u.Exists); !ports.Empty() {
			list = append(list, &miss{u, ports})
		}
	}
	return list
}

func report(pass *analysis.Pass, sc *scope.Scope, flow *reach.Result, f *sources.File, m *miss, fix *fix) {
	var b strings.Builder
	text := words.Denied(m.ports.Text(f.Built.Intersect(sc.Targets)))
	if m.Name == "" {
		fmt.Fprintf(&b, "package %s has no Go files on %s", m.Path, text)
	} else {
		fmt.Fprintf(&b, "%s.%s is not available on %s", shortName(m), m.Name, text)
	}
	if m.Name != "" && flow.Meant(f, m.Node).Overlaps(m.ports) && !flow.At(f, m.Node).Overlaps(m.ports) {
		b.WriteString("; the check of runtime.GOOS or runtime.GOARCH around it does not help, the compiler sees both branches")
	} else if f.Built.Overlaps(m.ports) && !flow.Meant(f, m.Node).Overlaps(m.ports) {
		b.WriteString("; the annotation //xplatvet:only does not help, the compiler sees the file")
	}
	switch expr := constraint.Guard(m.Declared, f.Built, platform.All(), sc.Targets); {
	case fix != nil:
		fmt.Fprintf(&b, "; constrain this file with //go:build %s", fix.expr)
	case expr != "":
		fmt.Fprintf(&b, "; move it to a file with //go:build %s", expr)
	}
	d := analysis.Diagnostic{Pos: m.Node.Pos(), End: m.Node.End(), Message: b.String()}
	if spec, ok := m.Node.(*ast.ImportSpec); ok {
		d.Pos, d.End = spec.Path.Pos(), spec.Path.End()
	}
	if fix != nil && f.Checked {
		d.SuggestedFixes = []analysis.SuggestedFix{{
			Message:   "Add //go:build " + fix.expr,
			TextEdits: []analysis.TextEdit{fix.edit},
		}}
	}
	sc.Report(pass, d, scope.Claim{Severity: finding.Error, Ports: m.ports})
}

// shortName returns what the source calls the package of m.
func shortName(m *miss) string {
	if sel, ok := m.Node.(*ast.SelectorExpr); ok {
		if id, ok := sel.X.(*ast.Ident); ok {
			return id.Name
		}
	}
	if m.Object != nil {
		return m.Object.Pkg().Name()
	}
	return m.Path[strings.LastIndexByte(m.Path, '/')+1:]
}
