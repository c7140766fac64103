package reach

import (
	"fmt"
	"math/rand/v2"
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
