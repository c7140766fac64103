package reach

import (
	"fmt"
	"math/rand/v2"
	"strings"
)

// A generator writes random programs full of guards. They call functions that
// the analysis knows nothing of: u and us return any bool and string, mark
// marks a place.
//
// In an exact program no choice is remembered, nor is there a loop, a goto or
// a defer: in it, reach must be exactly what a machine can reach.
type generator struct {
	r     *rand.Rand
	exact bool
	b     []byte
	marks int

	bools, strs []string // package-level names
	preds       []string
	needs       []string
	consts      []string // constants that files of different ports declare
	prefix      string   // of package-level names

	scopes []names
	labels []label // of the function being written
	loops  int     // loops and switches around, for break and continue
	fresh  int
	lits   int // function literals around
}

type names struct{ bools, strs []string }

type label struct {
	name string
	kind string // "loop", "switch" or "goto"
}

var oses = []string{"linux", "windows", "darwin", "plan9"}
var arches = []string{"amd64", "arm64", "386"}

func pick[T any](r *rand.Rand, list []T) T { return list[r.IntN(len(list))] }

func (g *generator) p(format string, args ...any) { g.b = fmt.Appendf(g.b, format+"\n", args...) }

func (g *generator) one(n int) bool { return g.r.IntN(n) == 0 }

// program writes the file that is built on all ports. Another file declares
// portConst, portVar and portFunc for some ports, this one's twin for the rest.
// The package q, if it imports it, is what helpers wrote.
func (g *generator) program(helpers *generator) string {
	g.p("package p")
	g.p(`import ("os"; rt "runtime"; "slices"; "strings")`)
	if helpers != nil {
		g.p(`import "q"`)
		g.bools, g.strs = qualify(helpers.bools), qualify(helpers.strs)
		g.preds, g.needs = qualify(helpers.preds), qualify(helpers.needs)
		g.consts = qualify(helpers.consts)
		if !g.exact {
			g.bools = append(g.bools, "q.Qlent")
		}
	}
	g.declarations()
	g.function("main", "")
	return string(g.b)
}

// helpers writes a package q with exported names, in files as program does.
func (g *generator) helpers() string {
	g.prefix = "Q"
	g.p("package q")
	g.p(`import ("os"; rt "runtime"; "slices"; "strings")`)
	g.declarations()
	return string(g.b)
}

func qualify(names []string) []string {
	list := make([]string, len(names))
	for i, name := range names {
		list[i] = "q." + name
	}
	return list
}

func (g *generator) declarations() {
	n := g.name
	g.consts = append(g.consts, n("portConst"))
	g.bools, g.strs = append(g.bools, n("portConst")), append(g.strs, n("portString"))
	g.preds = append(g.preds, n("portFunc"))
	for i := range 1 + g.r.IntN(3) {
		name := fmt.Sprintf("%s%d", n("k"), i)
		g.p("const %s = %s", name, g.constant(2))
		g.bools = append(g.bools, name)
	}
	g.p("const %s = %s", n("kos"), g.str(0))
	g.strs = append(g.strs, n("kos"))
	g.p("var %s = %s", n("v"), g.constant(1))
	g.bools = append(g.bools, n("v"), n("portVar"))
	if !g.exact {
		g.p("var %s = %s", n("w"), g.cond(2))
		g.p("var %s = %s", n("x"), g.constant(1)) // assigned below
		g.p("var %s = %s", n("y"), g.constant(1)) // its address is taken
		g.p("var %s = %s", n("z"), g.str(0))
		g.bools = append(g.bools, n("w"), n("x"), n("y"))
		g.strs = append(g.strs, n("z"))
		g.p("func %s() { %s = u(); p := &%s; *p = u() }", n("assign"), n("x"), n("y"))
	}
	if g.prefix != "" {
		g.p("var %s = %s", n("lent"), g.constant(1)) // assigned by importers: not for use here
	}
	var preds, needs []string // an exact program keeps within maxDepth
	for i := range g.r.IntN(3) {
		name := fmt.Sprintf("%s%d", n("pred"), i)
		g.function(name, "bool")
		if preds = append(preds, name); !g.exact {
			g.preds = append(g.preds, name)
		}
	}
	g.preds = append(g.preds, preds...)
	for i := range g.r.IntN(3) {
		name := fmt.Sprintf("%s%d", n("need"), i)
		g.function(name, "")
		if needs = append(needs, name); !g.exact {
			g.needs = append(g.needs, name)
		}
	}
	g.needs = append(g.needs, needs...)
}

// name returns the name of a package-level declaration.
func (g *generator) name(s string) string { return g.prefix + s }

// twin writes the declarations that files of different ports have.
func (g *generator) twin() string {
	pkg := "p"
	if g.prefix != "" {
		pkg = "q"
	}
	return fmt.Sprintf("package %s\nconst %s = %t\nconst %s = %q\nvar %s = %t\nfunc %s() bool { return %t }\n", pkg,
		g.name("portConst"), g.one(2), g.name("portString"), pick(g.r, oses), g.name("portVar"), g.one(2), g.name("portFunc"), g.one(2))
}

func (g *generator) function(name, result string) {
	g.p("func %s() %s {", name, result)
	g.body(1+g.r.IntN(3), result)
	g.p("}")
}

// body writes the body of a function or literal without its braces.
func (g *generator) body(depth int, result string) {
	labels, loops := g.labels, g.loops
	g.labels, g.loops = nil, 0
	if !g.exact && g.one(6) {
		g.p("defer func() { mark(%d); recover() }()", g.mark())
	}
	g.list(depth, result)
	if result != "" {
		g.p("return %s", g.cond(2))
	}
	g.labels, g.loops = labels, loops
}

func (g *generator) mark() int {
	g.marks++
	return g.marks
}

// list writes the statements of a block.
func (g *generator) list(depth int, result string) {
	g.scopes = append(g.scopes, names{})
	labels := len(g.labels)
	n := 1 + g.r.IntN(3)
	at := -1
	if !g.exact && g.one(5) { // a label, hence no variables, in this block
		at = g.r.IntN(n)
		g.fresh++
		g.labels = append(g.labels, label{fmt.Sprintf("L%d", g.fresh), "goto"})
	}
	for i := range n {
		if i == at {
			g.p("%s:", g.labels[labels].name)
			g.p("mark(%d)", g.mark())
		}
		g.stmt(depth, result, at < 0)
	}
	g.labels = g.labels[:labels]
	g.scopes = g.scopes[:len(g.scopes)-1]
}

func (g *generator) block(depth int, result string) {
	g.p("{")
	g.list(depth, result)
	g.p("}")
}

func (g *generator) stmt(depth int, result string, declarations bool) {
	if depth <= 0 {
		g.simple(result)
		return
	}
	switch k := g.r.IntN(20); {
	case k < 5:
		g.ifElse(depth, result)
	case k < 8:
		g.switchStmt(depth, result)
	case k < 9:
		g.selectStmt(depth, result)
	case k < 10:
		g.block(depth-1, result)
	case k < 11 && g.lits < 2:
		g.literal(depth)
	case k < 13 && declarations:
		g.declare()
	case k < 16 && !g.exact:
		g.loop(depth, result)
	default:
		g.simple(result)
	}
}

func (g *generator) ifElse(depth int, result string) {
	init := ""
	if g.one(4) {
		g.scopes = append(g.scopes, names{})
		defer func() { g.scopes = g.scopes[:len(g.scopes)-1] }()
		value := g.fixed()
		name := g.newName(true)
		init = fmt.Sprintf("%s := %s; ", name, value)
	}
	g.p("if %s%s {", init, g.cond(2))
	g.list(depth-1, result)
	for g.one(3) {
		g.p("} else if %s {", g.cond(1))
		g.list(depth-1, result)
	}
	if g.one(2) {
		g.p("} else {")
		g.list(depth-1, result)
	}
	g.p("}")
}

func (g *generator) switchStmt(depth int, result string) {
	g.fresh++
	g.labels = append(g.labels, label{fmt.Sprintf("S%d", g.fresh), "switch"})
	if g.one(3) {
		g.p("%s:", g.labels[len(g.labels)-1].name)
	} else {
		g.labels[len(g.labels)-1].kind = ""
	}
	g.loops++
	var cond func() string
	distinct := g.r.Perm(len(oses))
	switch g.r.IntN(6) {
	case 0, 1:
		g.p("switch rt.GOOS {")
		cond = func() string {
			if g.exact || !g.one(5) {
				return fmt.Sprintf("%q", pick(g.r, oses))
			}
			return g.str(1)
		}
	case 2:
		g.p("switch us() {")
		cond = func() string {
			if len(distinct) == 0 {
				return "us()"
			}
			s := oses[distinct[0]]
			distinct = distinct[1:]
			return fmt.Sprintf("%q", s)
		}
	case 3:
		g.p("switch %s {", g.fixed())
		cond = func() string { return fmt.Sprint(g.one(2)) }
	case 4:
		g.p("switch any(us()).(type) {")
		cond = nil
	default:
		g.p("switch {")
		cond = func() string { return g.cond(1) }
	}
	n := 1 + g.r.IntN(3)
	def := g.r.IntN(2 * n)
	for i := range n {
		switch {
		case i == def:
			g.p("default:")
		case cond == nil:
			g.p("case int:")
		default:
			list := cond()
			for g.one(3) {
				list += ", " + cond()
			}
			g.p("case %s:", list)
		}
		g.list(depth-1, result)
		if i < n-1 && cond != nil && g.one(4) {
			g.p("fallthrough")
		}
	}
	g.p("}")
	g.loops--
	g.labels = g.labels[:len(g.labels)-1]
}

func (g *generator) selectStmt(depth int, result string) {
	g.loops++
	g.labels = append(g.labels, label{"", ""})
	g.p("select {")
	for range 1 + g.r.IntN(2) {
		g.p("case <-ch():")
		g.list(depth-1, result)
	}
	g.p("}")
	g.labels = g.labels[:len(g.labels)-1]
	g.loops--
}

func (g *generator) loop(depth int, result string) {
	g.fresh++
	name := fmt.Sprintf("F%d", g.fresh)
	g.labels = append(g.labels, label{name, "loop"})
	g.p("%s:", name)
	g.loops++
	switch g.r.IntN(5) {
	case 0:
		g.p("for {")
	case 1:
		g.p("for ; %s; mark(%d) {", g.cond(1), g.mark())
	case 2:
		g.p("for range us() {")
	default:
		g.p("for %s {", g.cond(2))
	}
	g.list(depth-1, result)
	if g.one(2) {
		g.p("if u() { break }")
	}
	g.p("}")
	g.loops--
	g.labels = g.labels[:len(g.labels)-1]
}

// literal writes a function literal that is called in place or elsewhere.
func (g *generator) literal(depth int) {
	g.lits++
	defer func() { g.lits-- }()
	switch k := g.r.IntN(4); {
	case g.exact && k < 2, k < 1:
		g.p("func() {")
		g.body(depth-1, "")
		g.p("}()")
	case g.exact:
		g.p("mark(%d)", g.mark())
	case k < 2:
		g.p("go func() {")
		g.body(depth-1, "")
		g.p("}()")
	case k < 3:
		g.p("defer func() {")
		g.body(depth-1, "")
		g.p("}()")
	default:
		g.p("call(func() {")
		g.body(depth-1, "")
		g.p("})")
	}
}

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

// simple writes a statement without blocks.
func (g *generator) simple(result string) {
	switch k := g.r.IntN(24); {
	case k < 3:
		g.exit(result)
	case k < 5 && g.loops > 0:
		l := g.labels[len(g.labels)-1]
		for i := len(g.labels) - 1; i >= 0; i-- {
			if g.labels[i].kind != "goto" {
				l = g.labels[i]
				break
			}
		}
		g.p("if %s { break }", g.cond(1))
		if l.kind == "loop" && g.one(2) {
			g.p("if %s { continue }", g.cond(1))
		}
	case k < 8 && len(g.labels) > 0:
		l := pick(g.r, g.labels)
		switch {
		case l.kind == "":
			g.p("mark(%d)", g.mark())
		case l.kind == "goto":
			g.p("if %s { goto %s }", g.cond(1), l.name)
		case l.kind == "loop" && g.one(2):
			g.p("continue %s", l.name)
		default:
			g.p("break %s", l.name)
		}
	case k < 10 && len(g.needs) > 0 && (!g.exact || g.lits == 0):
		g.p("%s()", pick(g.r, g.needs))
	case k < 12 && !g.exact:
		g.p("_ = %s", g.cond(3))
	case k < 14 && !g.exact:
		g.change()
	default:
		g.p("mark(%d)", g.mark())
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

func (g *generator) exit(result string) {
	if g.one(2) {
		g.p("if %s {", g.cond(2))
		defer g.p("}")
	}
	switch k := g.r.IntN(8); {
	case k < 4 && result != "":
		g.p("return %s", g.cond(1))
	case k < 4:
		g.p("return")
	case k < 6:
		g.p("panic(0)")
	case k < 7:
		g.p("os.Exit(1)")
	default:
		g.p("rt.Goexit()")
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
