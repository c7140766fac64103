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
	"github.com/xplatvet/xplatvet/internal/symbol"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// checkTwins reports names that files built with cgo only declare, and that
// have no twin without cgo, or one of another type.
func (c *checker) checkTwins(pkg *sources.Package) {
	p := parsePackage(pkg, c.files, c.sc.Targets)
	c.reportMissing(p, p.undefined, finding.Error, c.undefinedMessage)
	if c.files[0].Syntax.Name.Name == "main" {
		return
	}
	c.reportMissing(p, p.hidden, finding.Warning, c.hiddenMessage)
	c.reportDiffering(p)
}

// A declared is a symbol and the file that declares it.
type declared struct {
	*symbol.Symbol
	file *file
}

func declaredIn(f *file) []*declared {
	var list []*declared
	for _, s := range symbol.Of(f.Syntax) {
		list = append(list, &declared{s, f})
	}
	return list
}

// A pkg is what the files of a package declare, as cgo decides on it.
type pkg struct {
	symbols []*declared // in the order of files and source
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

func parsePackage(src *sources.Package, files []*file, targets platform.Set) *pkg {
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
		symbols := declaredIn(f)
		if len(symbols) > 0 {
			declares = declares.Union(f.Built)
		}
		for _, s := range symbols {
			withCgo[s.Name] = withCgo[s.Name].Union(f.WithCgo)
			built[s.Name] = built[s.Name].Union(f.Built)
		}
		p.symbols = append(p.symbols, symbols...)
		symbol.AddAliases(p.aliases, f.Syntax)
	}
	exists := decl.Of(all)
	for _, s := range p.symbols {
		would, on := withCgo[s.Name], built[s.Name]
		if typ := s.Owner(); typ != "" {
			if !s.API() {
				continue
			}
			// Embedding and aliases may provide a member as well; and
			// without the type there is no need of it.
			would = would.Intersect(withCgo[typ])
			on = exists.Exists(s.Name).Union(built[typ].Complement())
		}
		if lost := would.Minus(on); !lost.Empty() {
			p.lost[s.Name] = lost
		}
	}

	broken := p.findUses(src, files, targets)
	for _, s := range p.symbols {
		if ports := p.lost[s.Name].Intersect(targets).Intersect(declares).Minus(broken); s.API() && !ports.Empty() {
			p.hidden[s.Name] = ports
		}
	}
	return p
}

// findUses sets what is undefined, and returns the ports on which anything is.
func (p *pkg) findUses(src *sources.Package, files []*file, targets platform.Set) (broken platform.Set) {
	wanted := make(map[string]bool)
	for _, s := range p.symbols {
		if s.Owner() == "" && !p.lost[s.Name].Empty() {
			wanted[s.Name] = true
		}
	}
	if len(wanted) == 0 {
		return broken
	}
	for _, f := range files {
		src.Uses(f.File, func(id *ast.Ident) {
			if !wanted[id.Name] {
				return
			}
			if ports := f.Built.Intersect(p.lost[id.Name]).Intersect(targets); !ports.Empty() {
				p.undefined[id.Name] = p.undefined[id.Name].Union(ports)
				p.uses[id.Name] = append(p.uses[id.Name], id)
				broken = broken.Union(ports)
			}
		})
	}
	return broken
}

// reportMissing reports the names that are missing on the same ports together,
// where the first of them is declared: a package that was written for cgo may
// lack hundreds without it.
func (c *checker) reportMissing(p *pkg, missing map[string]platform.Set, severity finding.Severity, message func(*pkg, []*declared, platform.Set) string) {
	var groups []platform.Set
	members := make(map[platform.Set][]*declared)
	seen := make(map[string]bool)
	for _, s := range p.symbols {
		ports := missing[s.Name]
		if ports.Empty() || seen[s.Name] || !s.file.left().Overlaps(ports) {
			continue
		}
		seen[s.Name] = true
		if members[ports] == nil {
			groups = append(groups, ports)
		}
		members[ports] = append(members[ports], s)
	}
	for _, ports := range groups {
		list := members[ports]
		var infos []analysis.RelatedInformation
		for _, s := range list {
			for _, id := range p.uses[s.Name] {
				infos = append(infos, related(id, s.Name+" is used here"))
			}
		}
		for _, s := range list[1:] {
			infos = append(infos, related(s.Ident, s.Name+" is declared here"))
		}
		c.sc.Report(c.pass, analysis.Diagnostic{
			Pos:     list[0].Ident.Pos(),
			End:     list[0].Ident.End(),
			Message: message(p, list, ports),
			Related: infos[:min(len(infos), maxRelated)],
		}, scope.Claim{Severity: severity, Ports: ports})
	}
}

// maxRelated is how many other places a diagnostic names at most.
const maxRelated = 100

func related(id *ast.Ident, message string) analysis.RelatedInformation {
	return analysis.RelatedInformation{Pos: id.Pos(), End: id.End(), Message: message}
}

func (c *checker) undefinedMessage(p *pkg, list []*declared, ports platform.Set) string {
	n := len(list)
	return words.Enumerate(symbolNames(list)) + words.Choose(n, " is", " are") + " declared with cgo only, but used on " + ports.Text(c.sc.Targets) +
		", where the package does not compile; constrain what uses " + words.Choose(n, "it", "them") + " with //go:build cgo, or " + c.remedy(p, list, ports)
}

func (c *checker) hiddenMessage(p *pkg, list []*declared, ports platform.Set) string {
	n := len(list)
	msg := words.Enumerate(symbolNames(list)) + words.Choose(n, " is", " are") + " declared with cgo only: on " + ports.Text(c.sc.Targets) +
		" other files of the package remain, and what uses " + words.Choose(n, "it", "them") + " does not compile; " + c.remedy(p, list, ports)
	if !slices.ContainsFunc(c.files, func(f *file) bool { return !f.Built.SubsetOf(f.WithCgo) }) {
		// No file is made for cgo off.
		msg += ", or, if the package needs cgo, constrain every file with //go:build cgo"
	}
	return msg
}

// remedy says which constraint a file with the missing declarations needs.
func (c *checker) remedy(p *pkg, list []*declared, ports platform.Set) string {
	lost := platform.All()
	for _, s := range list {
		lost = lost.Intersect(p.lost[s.Name])
	}
	text := "declare " + words.Choose(len(list), "it", "them") + " "
	if expr, ok := platform.ConstraintBetween(ports, lost); ok && len(expr) <= maxExpr {
		return text + "in a file with //go:build " + expr + " too"
	}
	return text + "for these ports too"
}

// maxExpr is the length in bytes of the longest constraint worth proposing.
const maxExpr = 40

func symbolNames(list []*declared) []string {
	var names []string
	for _, s := range list {
		names = append(names, s.Name)
	}
	return names
}

// A twin is the declaration that takes the place of another without cgo.
type twin struct {
	*declared
	other *declared
	ports platform.Set
}

// reportDiffering reports the symbols of each file whose twins differ.
func (c *checker) reportDiffering(p *pkg) {
	byName := make(map[string][]*declared)
	for _, s := range p.symbols {
		byName[s.Name] = append(byName[s.Name], s)
	}
	var files []*file
	differing := make(map[*file][]twin)
	for _, s := range p.symbols {
		left := s.file.left().Intersect(c.sc.Targets)
		if left.Empty() || !s.API() {
			continue
		}
		for _, t := range byName[s.Name] {
			ports := left.Intersect(t.file.Built)
			if t.file == s.file || ports.Empty() || !symbol.Differ(s.Symbol, t.Symbol, p.aliases) {
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
		if i == 0 || t.Name != list[i-1].Name {
			names = append(names, t.Name)
		}
		infos = append(infos, related(t.other.Ident, t.Name+" is "+describe(t.other)+" here, not "+describe(t.declared)))
	}
	first := list[0]
	msg := words.Enumerate(names) + words.Choose(len(names), " is", " are") + " declared otherwise on " + ports.Text(c.sc.Targets)
	if len(names) == 1 {
		msg += ": as " + describe(first.other) + " in " + filepath.Base(first.other.file.Name) + ", not " + describe(first.declared)
	}
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:     first.Ident.Pos(),
		End:     first.Ident.End(),
		Message: msg + "; what uses " + words.Choose(len(names), "it", "them") + " with cgo may not compile there",
		Related: infos,
	}, scope.Claim{Severity: finding.Warning, Ports: ports})
}

// describe returns the type of a function, or what else s is.
func describe(s *declared) string {
	switch {
	case s.Kind == token.FUNC:
		return types.ExprString(s.Type)
	case s.Type != nil:
		return strings.TrimSpace(s.Kind.String() + " " + types.ExprString(s.Type))
	}
	return "a " + s.Kind.String()
}
