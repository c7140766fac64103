package reach

import (
	"fmt"
	"go/ast"
	"go/token"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A Fact says what importers may know of the exported constants, variables and
// functions of a package, for all ports. A package without one tells nothing.
type Fact struct {
	Package string // name in the package clause

	// Text has, for each name, the line "KIND NAME", KIND being const, var or
	// func; then, for a function that does not return on every port, the line
	// "\treturns PORTS"; and for each value that it may have or return the line
	// "\tVALUE PORTS", the value being true, false, a quoted string, or
	// unknown. Ports are in the form of platform.Set.String.
	Text string
}

func (*Fact) AFact()           {}
func (f *Fact) String() string { return "reach" }

// An export is an exported name of a package.
type export struct {
	kind    string       // exportConst, exportVar or exportFunc
	value   value        // that of a constant or variable, or what a call returns
	returns platform.Set // where a call returns
}

const (
	exportConst = "const"
	exportVar   = "var"
	exportFunc  = "func"
)

// exports returns what importers may know of the package.
func (r *Result) exports() *exports {
	e := &exports{names: make(map[string]export)}
	for name, decls := range r.names {
		if !ast.IsExported(name) {
			continue
		}
		e.name = decls[0].unit.tree.name
		if x, ok := r.export(decls); ok {
			e.names[name] = x
		}
	}
	return e
}

func (r *Result) export(decls []*global) (export, bool) {
	x := export{returns: platform.All()}
	if !slices.ContainsFunc(decls, r.mayTell) {
		return export{}, false
	}
	switch decls[0].kind {
	case token.FUNC:
		sum := r.call(decls, 0)
		x.kind, x.value, x.returns = exportFunc, sum.result, sum.returns
	case token.CONST, token.VAR:
		x.kind, x.value = exportConst, r.global(decls, 0)
		for _, g := range decls {
			if g.kind != token.CONST { // of some ports
				x.kind = exportVar
			}
		}
	default:
		return export{}, false
	}
	x.value = telling(x.value)
	return x, len(x.value.known) > 0 || x.returns != platform.All()
}

// telling returns v without the values that no condition on the port would
// ask for: numbers, and strings that are the same everywhere unless a GOOS or
// GOARCH is part of them.
func telling(v value) value {
	out := value{other: v.other}
	for _, k := range v.known {
		s, isString := k.val.(string)
		_, isBool := k.val.(bool)
		if isBool || isString && (len(v.known) > 1 || namesPort(s)) {
			out.known = append(out.known, k)
		} else {
			out.other = out.other.Union(k.on)
		}
	}
	return out
}

func namesPort(s string) bool {
	names := func(v value) bool {
		return slices.ContainsFunc(v.known, func(k known) bool { return strings.Contains(s, k.val.(string)) })
	}
	return names(goos) || names(goarch)
}

// fact returns the form of e that drivers keep.
func (e *exports) fact() *Fact {
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(e.names)) {
		x := e.names[name]
		b = fmt.Appendf(b, "%s %s\n", x.kind, name)
		if x.returns != platform.All() {
			b = fmt.Appendf(b, "\treturns %s\n", x.returns)
		}
		if len(x.value.known) == 0 {
			continue // unknown where it returns
		}
		for _, k := range x.value.known {
			if s, ok := k.val.(string); ok {
				b = fmt.Appendf(b, "\t%q %s\n", s, k.on)
			} else {
				b = fmt.Appendf(b, "\t%v %s\n", k.val, k.on)
			}
		}
		if !x.value.other.Empty() {
			b = fmt.Appendf(b, "\tunknown %s\n", x.value.other)
		}
	}
	return &Fact{Package: e.name, Text: string(b)}
}

// exports reads what fact wrote. Of a fact in another form nothing is known.
func (f *Fact) exports() *exports {
	e := &exports{name: f.Package, names: make(map[string]export)}
	var x export
	name := ""
	end := func() {
		if name == "" {
			return
		}
		if len(x.value.known) == 0 {
			x.value.other = x.returns
		}
		e.names[name] = x
	}
	for line := range strings.Lines(f.Text) {
		line, detail := strings.CutPrefix(strings.TrimSuffix(line, "\n"), "\t")
		if !detail {
			end()
			x = export{returns: platform.All()}
			x.kind, name, _ = strings.Cut(line, " ")
			continue
		}
		i := strings.LastIndexByte(line, ' ')
		if i < 0 {
			return nil
		}
		on, err := parseSet(line[i+1:])
		if err != nil {
			return nil
		}
		switch what := line[:i]; what {
		case "returns":
			x.returns = on
		case "unknown":
			x.value.other = on
		case "true", "false":
			x.value.add(what == "true", on)
		default:
			s, err := strconv.Unquote(what)
			if err != nil {
				return nil
			}
			x.value.add(s, on)
		}
	}
	end()
	return e
}

// parseSet reads Set.String, the empty Set included.
func parseSet(spec string) (platform.Set, error) {
	if spec == (platform.Set{}).String() {
		return platform.Set{}, nil
	}
	return platform.Parse(spec)
}
