package reach

import (
	"fmt"
	"strings"
)

// foreign reports whether the program imports q.
func (g *generator) foreign() bool { return len(g.consts) > 1 }

// newName returns a name for a new local, hiding outer ones often.
func (g *generator) newName(isBool bool) string {
	s := &g.scopes[len(g.scopes)-1]
	pool, list := []string{"a", "b", g.name("k0"), g.name("v")}, &s.bools
	if !isBool {
		pool, list = []string{"s", "t", g.name("kos")}, &s.strs
	}
	for range 8 {
		name := pick(g.r, pool)
		if !strings.Contains(" "+strings.Join(*list, " ")+" ", " "+name+" ") {
			*list = append(*list, name)
			return name
		}
	}
	g.fresh++
	name := fmt.Sprintf("n%d", g.fresh)
	*list = append(*list, name)
	return name
}

func (g *generator) declare() {
	switch k := g.r.IntN(8); {
	case k < 2:
		value := g.constant(1)
		g.p("const %s = %s", g.newName(true), value)
	case k < 3:
		value := g.fixed()
		g.p("var %s bool = %s", g.newName(true), value)
	case k < 4:
		v1, v2 := g.fixed(), g.str(0)
		n1 := g.newName(true)
		g.p("%s, %s := %s, %s", n1, g.newName(false), v1, v2)
	case k < 5:
		value := g.str(0)
		g.p("%s := %s", g.newName(false), value)
	case g.exact || k < 6:
		value := g.fixed()
		g.p("%s := %s", g.newName(true), value)
	case k < 7:
		s := g.scopes[len(g.scopes)-1].bools
		if len(s) == 0 {
			value := g.cond(2)
			g.p("%s := %s", g.newName(true), value)
			return
		}
		g.fresh++
		g.p("n%d, %s := %s, %s", g.fresh, pick(g.r, s), g.cond(1), g.cond(1)) // assigns the second
	default:
		value := g.cond(2)
		g.p("%s := %s", g.newName(true), value)
	}
}

// change assigns to a local.
func (g *generator) change() {
	name := g.local(true)
	switch {
	case name == "" && g.prefix == "" && g.foreign():
		g.p("q.Qlent = %s", g.cond(1))
	case name == "":
		g.p("%s = %s", g.name("x"), g.cond(1))
	case g.one(3):
		g.p("call(func() { %s = %s })", name, g.cond(1))
	case g.one(3):
		g.p("pp%d := &%s; *pp%d = u()", g.mark(), name, g.marks)
	default:
		g.p("(%s) = %s", name, g.cond(1))
	}
}

// local returns a local in scope, innermost first, or "".
func (g *generator) local(isBool bool) string {
	for i := len(g.scopes) - 1; i >= 0; i-- {
		list := g.scopes[i].bools
		if !isBool {
			list = g.scopes[i].strs
		}
		if len(list) > 0 && (g.one(2) || i == 0) {
			return pick(g.r, list)
		}
	}
	return ""
}

// str returns a string expression without calls; with vars > 0, also a local.
func (g *generator) str(vars int) string {
	switch k := g.r.IntN(8); {
	case k < 3:
		return "rt.GOOS"
	case k < 4:
		return "rt.GOARCH"
	case k < 5 && vars == 0:
		return fmt.Sprintf("%q", pick(g.r, oses))
	case k < 6 && vars > 0 && !g.exact:
		return pick(g.r, append(g.strs, "us()"))
	}
	if vars > 0 {
		if name := g.local(false); name != "" {
			return name
		}
		if len(g.strs) > 0 {
			return pick(g.r, g.strs)
		}
	}
	return "rt.GOOS"
}

// fixed returns a condition without choices: fit for a variable of an exact
// program.
func (g *generator) fixed() string {
	if g.exact || g.one(2) {
		return g.constant(1)
	}
	return g.cond(1)
}

// constant returns a constant expression.
func (g *generator) constant(depth int) string {
	if depth > 0 && g.one(2) {
		switch g.r.IntN(5) {
		case 0:
			return "!(" + g.constant(depth-1) + ")"
		case 1:
			return g.constant(depth-1) + " && " + g.constant(depth-1)
		case 2:
			return "(" + g.constant(depth-1) + ") == (" + g.constant(depth-1) + ")"
		case 3:
			return "(" + g.constant(depth-1) + ") != true"
		}
		return "(" + g.constant(depth-1) + " || " + g.constant(depth-1) + ")"
	}
	switch g.r.IntN(9) {
	case 0:
		return fmt.Sprintf("rt.GOARCH == %q", pick(g.r, arches))
	case 1:
		return fmt.Sprintf("rt.GOOS != %q", pick(g.r, oses))
	case 2:
		return fmt.Sprintf("%q == rt.GOOS", pick(g.r, oses))
	case 3:
		return fmt.Sprintf(`rt.GOOS + "/" + rt.GOARCH == "%s/%s"`, pick(g.r, oses), pick(g.r, arches))
	case 4:
		return fmt.Sprint(g.one(2))
	case 5:
		return fmt.Sprintf("%s == %q", g.name("portString"), pick(g.r, oses))
	case 6:
		return pick(g.r, g.consts)
	}
	return fmt.Sprintf("rt.GOOS == %q", pick(g.r, oses))
}

// cond returns a condition.
func (g *generator) cond(depth int) string {
	if depth > 0 && g.one(2) {
		switch k := g.r.IntN(10); {
		case k < 3:
			return "!(" + g.cond(depth-1) + ")"
		case k < 6:
			return g.cond(depth-1) + " && " + g.cond(depth-1)
		case k < 7 && g.exact: // operands that always have a value
			return "(" + g.constant(depth-1) + ") == u()"
		case k < 7:
			return "(" + g.cond(depth-1) + ") == (" + g.cond(depth-1) + ")"
		case k < 8 && g.lits < 2:
			return g.condLiteral()
		}
		return "(" + g.cond(depth-1) + " || " + g.cond(depth-1) + ")"
	}
	switch g.r.IntN(10) {
	case 0, 1:
		return "u()"
	case 2:
		if name := g.local(true); name != "" {
			return name
		}
		return pick(g.r, g.bools)
	case 3:
		return pick(g.r, g.bools)
	case 4:
		if g.exact && g.lits > 0 || len(g.preds) == 0 {
			return "u()"
		}
		return pick(g.r, g.preds) + "()"
	case 5:
		return fmt.Sprintf("slices.Contains([]string{%q, %q}, rt.GOOS)", pick(g.r, oses), pick(g.r, oses))
	case 6:
		return fmt.Sprintf("strings.HasPrefix(rt.GOARCH, %q)", pick(g.r, []string{"a", "am", "arm", "x"}))
	case 7:
		return fmt.Sprintf("%s == %q", g.str(1), pick(g.r, oses))
	}
	return g.constant(1)
}

// condLiteral returns a function literal that returns a condition, called.
func (g *generator) condLiteral() string {
	g.lits++
	outer := g.b
	g.b = nil
	g.p("func() bool {")
	g.body(1, "bool")
	s := string(g.b) + "}()"
	g.b = outer
	g.lits--
	return s
}
