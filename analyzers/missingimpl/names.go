package missingimpl

import (
	"cmp"
	"go/ast"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/internal/symbol"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
)

// A declaration is a symbol and the file that declares it.
type declaration struct {
	*symbol.Symbol
	file *sources.File
}

// An inventory is what the files of a package declare.
type inventory struct {
	names  []string // in the order of files and source
	byName map[string][]declaration
}

// survey lists the package-level names and the methods.
func survey(pkg *sources.Package) *inventory {
	p := &inventory{byName: make(map[string][]declaration)}
	for _, f := range pkg.Files {
		for _, s := range symbol.Of(f.Syntax) {
			if s.Owner() != "" && s.Func == nil {
				continue // a field
			}
			if p.byName[s.Name] == nil {
				p.names = append(p.names, s.Name)
			}
			p.byName[s.Name] = append(p.byName[s.Name], declaration{s, f})
		}
	}
	return p
}

// exists returns the ports on which name is declared, for a test or for others.
func (p *inventory) exists(name string, test bool) platform.Set {
	var s platform.Set
	for _, d := range p.byName[name] {
		if test || !d.file.Header.Test {
			s = s.Union(d.file.Built)
		}
	}
	return s
}

// lost returns the ports on which name is not declared but would be if cgo
// were on: cgoguard reports those.
func (p *inventory) lost(name string) platform.Set {
	var would platform.Set
	for _, d := range p.byName[name] {
		if !d.file.Header.Test {
			would = would.Union(d.file.WithCgo)
		}
	}
	return would.Minus(p.exists(name, false))
}

// A use is a mention of a name on ports that do not declare it.
type use struct {
	id    *ast.Ident
	file  *sources.File
	ports platform.Set
}

// checkUses reports names that are used on ports on which they are not
// declared.
func (c *checker) checkUses(p *inventory) {
	var all platform.Set
	for _, f := range c.pkg.Files {
		all = all.Union(f.Built)
	}
	all = all.Intersect(c.targets)
	absent := make(map[string][2]platform.Set) // name → the targets that lack it, tests aside and for tests
	for _, name := range p.names {
		if strings.Contains(name, ".") {
			continue
		}
		lost := p.lost(name)
		var ports [2]platform.Set
		for i, test := range []bool{false, true} {
			if exists := p.exists(name, test); !exists.Empty() {
				ports[i] = all.Minus(exists).Minus(lost)
			}
		}
		if !ports[0].Empty() || !ports[1].Empty() {
			absent[name] = ports
		}
	}
	if len(absent) == 0 {
		return
	}
	uses := make(map[string][]use)
	for _, f := range c.pkg.Files {
		if !f.Built.Overlaps(all) {
			continue
		}
		test := 0
		if f.Header.Test {
			test = 1
		}
		c.pkg.Uses(f, func(id *ast.Ident) {
			if ports := f.Built.Intersect(absent[id.Name][test]); !ports.Empty() {
				uses[id.Name] = append(uses[id.Name], use{id, f, ports})
			}
		})
	}
	for _, name := range p.names {
		list := uses[name]
		slices.SortStableFunc(list, func(a, b use) int {
			return cmp.Or(strings.Compare(a.file.Name, b.file.Name), cmp.Compare(a.id.Pos(), b.id.Pos()))
		})
		for _, group := range groups(list) {
			c.reportUndefined(p, name, group)
		}
	}
}

// groups splits the uses of a name: one group for each Set of ports that is
// not part of another, with the uses whose ports belong to it. The first use
// of a group has all its ports.
func groups(list []use) [][]use {
	var sets []platform.Set
	for _, u := range list {
		if !slices.Contains(sets, u.ports) {
			sets = append(sets, u.ports)
		}
	}
	slices.SortStableFunc(sets, func(a, b platform.Set) int { return cmp.Compare(b.Len(), a.Len()) })
	rest := slices.Clone(list)
	var out [][]use
	for _, s := range sets {
		first := slices.IndexFunc(rest, func(u use) bool { return u.ports == s })
		if first < 0 {
			continue
		}
		group := []use{rest[first]}
		var others []use
		for i, u := range rest {
			switch {
			case i == first:
			case u.ports.SubsetOf(s):
				group = append(group, u)
			default:
				others = append(others, u)
			}
		}
		out, rest = append(out, group), others
	}
	return out
}

// maxListed is how many operating systems a message lists at most for where a
// name is declared, rather than for where it is not.
const maxListed = 5

func (c *checker) reportUndefined(p *inventory, name string, group []use) {
	first := group[0]
	test := first.file.Header.Test
	exists := p.exists(name, test)
	var used platform.Set // on these ports, targets or not
	for _, u := range group {
		used = used.Union(u.file.Built)
	}
	msg := name + " is not declared on " + c.where(first.ports) + ", where it is used"
	if on := c.where(exists); !strings.HasPrefix(on, "every port") && strings.Count(on, ", ") < maxListed {
		msg = name + " is declared on " + on + " only, but used on " + c.where(first.ports)
	}
	missing := exists.Complement()
	switch {
	case !slices.ContainsFunc(group, func(u use) bool { return !u.file.Header.Test }):
		if expr := constraintText(first.file.Built.Intersect(exists), platform.Set{}, first.file.Built.Complement().Union(exists)); expr != "" {
			msg += "; constrain this test with //go:build " + expr
		}
	default:
		if expr := constraintText(used.Intersect(missing), first.ports, missing); expr != "" {
			msg += "; add a file with //go:build " + expr + " that declares it"
		} else {
			msg += "; add a file that declares it there"
		}
	}
	var infos []analysis.RelatedInformation
	for _, u := range group[1:] {
		infos = append(infos, related(u.id, name+" is used here"))
	}
	for _, d := range p.byName[name] {
		if test || !d.file.Header.Test {
			infos = append(infos, related(d.Ident, name+" is declared here, in "+filepath.Base(d.file.Name)))
		}
	}
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:     first.id.Pos(),
		End:     first.id.End(),
		Message: msg,
		Related: infos,
	}, scope.Claim{Severity: finding.Error, Ports: first.ports})
}
