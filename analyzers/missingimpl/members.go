package missingimpl

import (
	"go/ast"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/availability"
	"github.com/xplatvet/xplatvet/passes/inventory"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

// checkMembers reports methods that are called, or asked for by an interface
// type, on ports that declare their type but not them.
func (c *checker) checkMembers(p *inventory.Package, avail *availability.Result) {
	var order []string
	calls := make(map[string][]inventory.Use)
	exists := make(map[string]platform.Set)
	var lists []*conversion
	for _, f := range c.pkg.Files {
		if !f.Built.Overlaps(c.targets) || f.Header.Test && !c.pkg.Tested.Overlaps(c.targets) {
			continue
		}
		for _, m := range avail.Members(f) {
			ports := m.Missing.Intersect(c.targets)
			if f.Header.Test {
				ports = ports.Intersect(c.pkg.Tested)
			}
			if ports.Empty() {
				continue
			}
			exists[m.Name] = m.Declared
			if m.Interface != nil {
				lists = addConversion(lists, m, ports)
				continue
			}
			if calls[m.Name] == nil {
				order = append(order, m.Name)
			}
			calls[m.Name] = append(calls[m.Name], inventory.Use{Ident: m.Node.(*ast.Ident), File: f, Ports: ports})
		}
	}
	for _, name := range order {
		for _, group := range groups(calls[name]) {
			c.reportCall(p, name, exists[name], group)
		}
	}
	for _, v := range lists {
		c.reportConversion(p, v, exists)
	}
}

func (c *checker) reportCall(p *inventory.Package, name string, exists platform.Set, group []inventory.Use) {
	first := group[0]
	var infos []analysis.RelatedInformation
	var used platform.Set
	for i, u := range group {
		used = used.Union(u.File.Built)
		if i > 0 {
			infos = append(infos, related(u.Ident, name+" is used here"))
		}
	}
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:     first.Ident.Pos(),
		End:     first.Ident.End(),
		Message: c.lacking(name, exists, first.Ports) + remedy(1, exists, used, first.Ports),
		Related: append(infos, declarations(p, name, true)...),
	}, scope.Claim{Severity: finding.Error, Ports: first.Ports})
}

// A conversion is what a type lacks on some ports to be of an interface type.
type conversion struct {
	iface types.Type
	ports platform.Set
	names []string // "file.lock"
	nodes []ast.Node
}

func addConversion(lists []*conversion, m availability.Own, ports platform.Set) []*conversion {
	typ, _, _ := strings.Cut(m.Name, ".")
	for _, v := range lists {
		if other, _, _ := strings.Cut(v.names[0], "."); other == typ && v.ports == ports && types.Identical(v.iface, m.Interface) {
			if !slices.Contains(v.names, m.Name) {
				v.names = append(v.names, m.Name)
			}
			if !slices.Contains(v.nodes, m.Node) {
				v.nodes = append(v.nodes, m.Node)
			}
			return lists
		}
	}
	return append(lists, &conversion{m.Interface, ports, []string{m.Name}, []ast.Node{m.Node}})
}

func (c *checker) reportConversion(p *inventory.Package, v *conversion, exists map[string]platform.Set) {
	iface := types.TypeString(v.iface, types.RelativeTo(c.pass.Pkg))
	if _, ok := v.iface.(*types.Interface); ok || len(iface) > maxType {
		iface = "of the interface type that it is used as"
	} else {
		iface = "a " + iface
	}
	all := platform.All()
	var names []string
	var infos []analysis.RelatedInformation
	for i, n := range v.nodes {
		if i > 0 {
			infos = append(infos, related(n, "it is used so here"))
		}
	}
	for _, name := range v.names {
		_, method, _ := strings.Cut(name, ".")
		names = append(names, method)
		all = all.Intersect(exists[name])
		infos = append(infos, declarations(p, name, true)...)
	}
	typ, _, _ := strings.Cut(v.names[0], ".")
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:     v.nodes[0].Pos(),
		End:     v.nodes[0].End(),
		Message: typ + " has no " + words.Enumerate(names) + " on " + c.where(v.ports) + ", so it is not " + iface + " there" + remedy(len(names), all, v.ports, v.ports),
		Related: infos,
	}, scope.Claim{Severity: finding.Error, Ports: v.ports})
}

// maxType is the length in bytes of the longest type that a message shows.
const maxType = 60
