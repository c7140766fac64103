package missingimpl

import (
	"fmt"
	"go/ast"
	"regexp"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/mnemonic"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// A misplaced is an assembly file that is built for architectures that have
// other instructions.
type misplaced struct {
	source
	first mnemonic.Instruction // that is not known
	ports platform.Set         // where one is not
	known []string             // the architectures that know all
}

// misplaced finds such files. With cgo they are for the C compiler.
func (c *checker) misplaced(asm []source) []*misplaced {
	var cgo platform.Set
	for _, f := range c.pkg.Files {
		if f.Header.ImportsC {
			cgo = cgo.Union(f.Built)
		}
	}
	var list []*misplaced
	for _, a := range asm {
		on := a.built.Minus(cgo).Intersect(c.targets)
		if len(architectures(on)) < 2 {
			continue
		}
		m := &misplaced{source: a}
		all := platform.All()
		for _, i := range mnemonic.Find(a.text) {
			all = all.Intersect(i.Ports)
			if missing := on.Minus(i.Ports); !missing.Empty() {
				if m.ports.Empty() {
					m.first = i
				}
				m.ports = m.ports.Union(missing)
			}
		}
		if !m.ports.Empty() && !all.Empty() {
			m.known = architectures(all)
			list = append(list, m)
		}
	}
	return list
}

// checkInstructions reports a function that is assembly in one of the files, the
// first one of each.
func (c *checker) checkInstructions(f *sources.File, d *ast.FuncDecl, wrong []*misplaced) {
	if d.Recv != nil {
		return
	}
	rx := regexp.MustCompile(`(?m)^\s*TEXT\s+·` + regexp.QuoteMeta(d.Name.Name) + `\b`)
	for _, m := range wrong {
		ports := m.ports.Intersect(f.Built)
		if ports.Empty() || !rx.MatchString(m.text) {
			continue
		}
		goarch := "GOARCH"
		if len(m.known) == 1 {
			goarch = m.known[0]
		}
		remedy := fmt.Sprintf("rename it to %s_%s.s", strings.TrimSuffix(m.name, ".s"), goarch)
		if len(m.known) > 1 {
			remedy += ", after the architecture that it is written for"
		}
		c.sc.Report(c.pass, analysis.Diagnostic{
			Pos: d.Name.Pos(),
			End: d.Name.End(),
			Message: fmt.Sprintf("%s is in %s, which is built on %s too, where there is no instruction %s (line %d); %s, and write %s in Go for other ports",
				d.Name.Name, m.name, c.where(ports), m.first.Name, m.first.Line, remedy, d.Name.Name),
		}, scope.Claim{Severity: finding.Error, Ports: ports})
		m.ports = m.ports.Minus(ports)
	}
}

// architectures returns the values of GOARCH of the ports of s.
func architectures(s platform.Set) []string {
	var list []string
	for p := range s.Ports() {
		if !slices.Contains(list, p.GOARCH) {
			list = append(list, p.GOARCH)
		}
	}
	slices.Sort(list)
	return list
}
