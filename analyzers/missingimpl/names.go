package missingimpl

import (
	"cmp"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/inventory"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

// checkUses reports names that are used on ports on which they are not
// declared. Those that are not because cgo is off are cgoguard's, but for
// tests, which it does not look at.
func (c *checker) checkUses(p *inventory.Package) {
	for _, name := range p.Names {
		var list []inventory.Use
		accident := p.ByAccident(name)
		for _, u := range p.Undefined[name] {
			if accident != nil && (u.File.Header.Test || !accident.File.Header.Test) && c.sc.Reports("buildconstraint", accident.File.Name) {
				continue // which tells the cause
			}
			if !u.File.Header.Test {
				u.Ports = u.Ports.Minus(u.Lost)
			}
			if !u.Ports.Empty() {
				list = append(list, u)
			}
		}
		for _, group := range groups(list) {
			c.reportUndefined(p, name, group)
		}
	}
}

// checkNowhere reports names that files for some ports use and none declares,
// so that hosts of other ports do not notice.
func (c *checker) checkNowhere(p *inventory.Package) {
	for _, name := range slices.Sorted(maps.Keys(p.Nowhere)) {
		for _, group := range groups(p.Nowhere[name]) {
			first := group[0]
			var infos []analysis.RelatedInformation
			for _, u := range group[1:] {
				infos = append(infos, related(u.Ident, name+" is used here"))
			}
			c.sc.Report(c.pass, analysis.Diagnostic{
				Pos:     first.Ident.Pos(),
				End:     first.Ident.End(),
				Message: name + " is used on " + c.where(first.Ports) + ", but no file of the package declares it for any port",
				Related: infos,
			}, scope.Claim{Severity: finding.Error, Ports: first.Ports})
		}
	}
}

// groups splits the uses of a name: one group for each Set of ports that is
// not part of another, with the uses whose ports belong to it. The first use
// of a group has all its ports.
func groups(list []inventory.Use) [][]inventory.Use {
	var sets []platform.Set
	for _, u := range list {
		if !slices.Contains(sets, u.Ports) {
			sets = append(sets, u.Ports)
		}
	}
	slices.SortStableFunc(sets, func(a, b platform.Set) int { return cmp.Compare(b.Len(), a.Len()) })
	rest := slices.Clone(list)
	var out [][]inventory.Use
	for _, s := range sets {
		first := slices.IndexFunc(rest, func(u inventory.Use) bool { return u.Ports == s })
		if first < 0 {
			continue
		}
		group := []inventory.Use{rest[first]}
		var others []inventory.Use
		for i, u := range rest {
			switch {
			case i == first:
			case u.Ports.SubsetOf(s):
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

// remedy says in which file to declare n names that are declared on the ports
// exists, and used on the ports used, if they are not targets only.
func remedy(n int, exists, used, ports platform.Set) string {
	missing := exists.Complement()
	it := words.Choose(n, "it", "them")
	if expr := constraintText(used.Intersect(missing), ports, missing); expr != "" {
		return "; add a file with //go:build " + expr + " that declares " + it
	}
	return "; add a file that declares " + it + " there"
}

// lacking says that name is used on ports, though declared on others.
func (c *checker) lacking(name string, exists, ports platform.Set) string {
	if on := c.where(exists); !strings.HasPrefix(on, "every port") && strings.Count(on, ", ") < maxListed {
		return name + " is declared on " + on + " only, but used on " + c.where(ports)
	}
	return name + " is not declared on " + c.where(ports) + ", where it is used"
}

func (c *checker) reportUndefined(p *inventory.Package, name string, group []inventory.Use) {
	first := group[0]
	test := first.File.Header.Test
	exists := p.Exists(name, test)
	var used platform.Set // on these ports, targets or not
	for _, u := range group {
		used = used.Union(u.File.Built)
	}
	msg := c.lacking(name, exists, first.Ports)
	if slices.ContainsFunc(group, func(u inventory.Use) bool { return !u.File.Header.Test }) {
		msg += remedy(1, exists, used, first.Ports)
	} else if expr := constraintText(first.File.Built.Intersect(exists), platform.Set{}, first.File.Built.Complement().Union(exists)); expr != "" {
		msg += "; constrain this test with //go:build " + expr
	}
	var infos []analysis.RelatedInformation
	for _, u := range group[1:] {
		infos = append(infos, related(u.Ident, name+" is used here"))
	}
	infos = append(infos, declarations(p, name, test)...)
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:     first.Ident.Pos(),
		End:     first.Ident.End(),
		Message: msg,
		Related: infos,
	}, scope.Claim{Severity: finding.Error, Ports: first.Ports})
}

// declarations returns where a name is declared, tests included or not.
func declarations(p *inventory.Package, name string, test bool) []analysis.RelatedInformation {
	var infos []analysis.RelatedInformation
	for _, d := range p.ByName[name] {
		if (test || !d.File.Header.Test) && len(infos) < maxDeclarations {
			infos = append(infos, related(d.Ident, name+" is declared here, in "+filepath.Base(d.File.Name)))
		}
	}
	return infos
}

// maxDeclarations is how many declarations of a name a diagnostic points to:
// a reader wants an example, not one per architecture.
const maxDeclarations = 3
