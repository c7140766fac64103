package cgoguard

import (
	"go/ast"
	"go/token"
	"go/types"
	"path/filepath"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/scope"
)

// checkTwins reports names that files built with cgo only declare, and that
// have no twin without cgo, or one of another type.
func (c *checker) checkTwins() {
	p := parsePackage(c.files, c.sc.Targets)
	c.reportMissing(p, p.undefined, finding.Error, c.undefinedMessage)
	if c.files[0].Syntax.Name.Name == "main" {
		return
	}
	c.reportMissing(p, p.hidden, finding.Warning, c.hiddenMessage)
	c.reportDiffering(p)
}

// A pkg is what the files of a package declare, as cgo decides on it.
type pkg struct {
	symbols []*symbol // in the order of files and source
	aliases map[string]bool

	// lost is where a symbol is not declared but would be with cgo on, targets
	// or not.
	lost map[string]platform.Set

	// undefined is the targets where the package itself uses a lost name, and does not
	// compile; uses holds the places.
	undefined map[string]platform.Set
	uses      map[string][]*ast.Ident

	// hidden is the targets where the package has declarations, and compiles as far as
	// is known here, but lacks a lost name of its API.
	hidden map[string]platform.Set
}

func parsePackage(files []*file, targets platform.Set) *pkg {
	p := &pkg{
		aliases:   make(map[string]bool),
		lost:      make(map[string]platform.Set),
		undefined: make(map[string]platform.Set),
		uses:      make(map[string][]*ast.Ident),
		hidden:    make(map[string]platform.Set),
	}
	var (
		declares platform.Set // the ports on which the package declares anything
		all      []decl.File
		withCgo  = make(map[string]platform.Set)
		built    = make(map[string]platform.Set)
	)
	for _, f := range files {
		all = append(all, decl.File{Syntax: f.Syntax, Built: f.Built})
		symbols := symbolsOf(f)
		if len(symbols) > 0 {
			declares = declares.Union(f.Built)
		}
		for _, s := range symbols {
			withCgo[s.name] = withCgo[s.name].Union(f.withCgo)
			built[s.name] = built[s.name].Union(f.Built)
		}
		p.symbols = append(p.symbols, symbols...)
		addAliases(p.aliases, f.Syntax)
	}
	exists := decl.Of(all)
	for _, s := range p.symbols {
		would, on := withCgo[s.name], built[s.name]
		if typ := s.owner(); typ != "" {
			if !s.api() {
				continue
			}
			// Embedding and aliases may provide a member as well; and
			// without the type there is no need of it.
			would = would.Intersect(withCgo[typ])
			on = exists.Exists(s.name).Union(built[typ].Complement())
		}
		if lost := would.Minus(on); !lost.Empty() {
			p.lost[s.name] = lost
		}
	}

	broken := p.findUses(files, targets)
	for _, s := range p.symbols {
		if ports := p.lost[s.name].Intersect(targets).Intersect(declares).Minus(broken); s.api() && !ports.Empty() {
			p.hidden[s.name] = ports
		}
	}
	return p
}

func addAliases(aliases map[string]bool, f *ast.File) {
	for _, d := range f.Decls {
		if d, ok := d.(*ast.GenDecl); ok && d.Tok == token.TYPE {
			for _, spec := range d.Specs {
				if spec, ok := spec.(*ast.TypeSpec); ok && spec.Assign.IsValid() {
					aliases[spec.Name.Name] = true
				}
			}
		}
	}
}

// findUses sets what is undefined, and returns the ports on which anything is.
func (p *pkg) findUses(files []*file, targets platform.Set) (broken platform.Set) {
	wanted := make(map[string]bool)
	for _, s := range p.symbols {
		if s.owner() == "" && !p.lost[s.name].Empty() {
			wanted[s.name] = true
		}
	}
	if len(wanted) == 0 {
		return broken
	}
	for _, f := range files {
		for name, id := range uses(f.Syntax, wanted) {
			if ports := f.Built.Intersect(p.lost[name]).Intersect(targets); !ports.Empty() {
				p.undefined[name] = p.undefined[name].Union(ports)
				p.uses[name] = append(p.uses[name], id)
				broken = broken.Union(ports)
			}
		}
	}
	return broken
}

// reportMissing reports the names that are missing on the same ports together,
// where the first of them is declared: a package that was written for cgo may
// lack hundreds without it.
func (c *checker) reportMissing(p *pkg, missing map[string]platform.Set, severity finding.Severity, message func(*pkg, []*symbol, platform.Set) string) {
	var groups []platform.Set
	members := make(map[platform.Set][]*symbol)
	seen := make(map[string]bool)
	for _, s := range p.symbols {
		ports := missing[s.name]
		if ports.Empty() || seen[s.name] || !s.file.left().Overlaps(ports) {
			continue
		}
		seen[s.name] = true
		if members[ports] == nil {
			groups = append(groups, ports)
		}
		members[ports] = append(members[ports], s)
	}
	for _, ports := range groups {
		list := members[ports]
		var infos []analysis.RelatedInformation
		for _, s := range list {
			for _, id := range p.uses[s.name] {
				infos = append(infos, related(id, s.name+" is used here"))
			}
		}
		for _, s := range list[1:] {
			infos = append(infos, related(s.id, s.name+" is declared here"))
		}
		c.sc.Report(c.pass, analysis.Diagnostic{
			Pos:     list[0].id.Pos(),
			End:     list[0].id.End(),
			Message: message(p, list, ports),
			Related: infos[:min(len(infos), maxRelated)],
		}, scope.Claim{Severity: severity, Ports: ports})
	}
}

// maxRelated is how many other places a diagnostic names at most.
const maxRelated = 20

func related(id *ast.Ident, message string) analysis.RelatedInformation {
	return analysis.RelatedInformation{Pos: id.Pos(), End: id.End(), Message: message}
}

func (c *checker) undefinedMessage(p *pkg, list []*symbol, ports platform.Set) string {
	n := len(list)
	return enumerate(symbolNames(list)) + choose(n, " is", " are") + " declared with cgo only, but used on " + ports.Text(c.sc.Targets) +
		", where the package does not compile; constrain what uses " + choose(n, "it", "them") + " with //go:build cgo, or " + c.remedy(p, list, ports)
}

func (c *checker) hiddenMessage(p *pkg, list []*symbol, ports platform.Set) string {
	n := len(list)
	msg := enumerate(symbolNames(list)) + choose(n, " is", " are") + " declared with cgo only: on " + ports.Text(c.sc.Targets) +
		" other files of the package remain, and what uses " + choose(n, "it", "them") + " does not compile; " + c.remedy(p, list, ports)
	if !slices.ContainsFunc(c.files, func(f *file) bool { return !f.Built.SubsetOf(f.withCgo) }) {
		// No file is made for cgo off.
		msg += ", or, if the package needs cgo, constrain every file with //go:build cgo"
	}
	return msg
}

// remedy says which constraint a file with the missing declarations needs.
func (c *checker) remedy(p *pkg, list []*symbol, ports platform.Set) string {
	lost := platform.All()
	for _, s := range list {
		lost = lost.Intersect(p.lost[s.name])
	}
	text := "declare " + choose(len(list), "it", "them") + " "
	if expr, ok := platform.ConstraintBetween(ports, lost); ok && len(expr) <= maxExpr {
		return text + "in a file with //go:build " + expr + " too"
	}
	return text + "for these ports too"
}

// maxExpr is the length in bytes of the longest constraint worth proposing.
const maxExpr = 40

func symbolNames(list []*symbol) []string {
	var names []string
	for _, s := range list {
		names = append(names, s.name)
	}
	return names
}

// A twin is the declaration that takes the place of another without cgo.
type twin struct {
	*symbol
	other *symbol
	ports platform.Set
}

// reportDiffering reports the symbols of each file whose twins differ.
func (c *checker) reportDiffering(p *pkg) {
	byName := make(map[string][]*symbol)
	for _, s := range p.symbols {
		byName[s.name] = append(byName[s.name], s)
	}
	var files []*file
	differing := make(map[*file][]twin)
	for _, s := range p.symbols {
		left := s.file.left().Intersect(c.sc.Targets)
		if left.Empty() || !s.api() {
			continue
		}
		for _, t := range byName[s.name] {
			ports := left.Intersect(t.file.Built)
			if t.file == s.file || ports.Empty() || !differ(s, t, p.aliases) {
				continue
			}
			if differing[s.file] == nil {
				files = append(files, s.file)
			}
			differing[s.file] = append(differing[s.file], twin{s, t, ports})
		}
	}
	for _, f := range files {
		c.reportTwins(differing[f])
	}
}

func (c *checker) reportTwins(list []twin) {
	var ports platform.Set
	var names []string
	var infos []analysis.RelatedInformation
	for i, t := range list {
		ports = ports.Union(t.ports)
		if i == 0 || t.name != list[i-1].name {
			names = append(names, t.name)
		}
		infos = append(infos, related(t.other.id, t.name+" is "+describe(t.other)+" here, not "+describe(t.symbol)))
	}
	first := list[0]
	msg := enumerate(names) + choose(len(names), " is", " are") + " declared otherwise on " + ports.Text(c.sc.Targets)
	if len(names) == 1 {
		msg += ": as " + describe(first.other) + " in " + filepath.Base(first.other.file.Name) + ", not " + describe(first.symbol)
	}
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:     first.id.Pos(),
		End:     first.id.End(),
		Message: msg + "; what uses " + choose(len(names), "it", "them") + " with cgo may not compile there",
		Related: infos,
	}, scope.Claim{Severity: finding.Warning, Ports: ports})
}

// describe returns the type of a function, or what else s is.
func describe(s *symbol) string {
	switch {
	case s.kind == token.FUNC:
		return types.ExprString(s.typ)
	case s.typ != nil:
		return strings.TrimSpace(s.kind.String() + " " + types.ExprString(s.typ))
	}
	return "a " + s.kind.String()
}
