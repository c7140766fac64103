package cgoguard

import (
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/words"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

// verbs are those whose flags the C toolchain gets.
var verbs = []string{"CFLAGS", "CPPFLAGS", "CXXFLAGS", "FFLAGS", "LDFLAGS"}

// checkDirectives reports flags of the #cgo directives of f that apply on
// ports that they are not for.
func (c *checker) checkDirectives(f *file) {
	tok := c.pass.Fset.File(f.Syntax.FileStart)
	for _, imp := range importsOfC(f.Syntax) {
		for _, d := range directivesOf(tok, imp.preamble) {
			if slices.Contains(verbs, d.verb) {
				c.checkFlags(f, d)
				c.checkPaths(f, d)
			}
		}
	}
}

// checkFlags reports the flags of d that need a condition, all that need the
// same one together.
func (c *checker) checkFlags(f *file, d directive) {
	options := optionsOf(d.flags)
	var conditions []string
	byCondition := make(map[string][]option)
	for _, o := range options {
		cond := needs(o)
		if cond == "" {
			continue
		}
		if byCondition[cond] == nil {
			conditions = append(conditions, cond)
		}
		byCondition[cond] = append(byCondition[cond], o)
	}
	applies := f.Built.Intersect(d.ports(&c.sc.Context))
	for _, cond := range conditions {
		var works platform.Set
		for _, alternative := range strings.Fields(cond) {
			works = works.Union(conditionPorts(&c.sc.Context, alternative))
		}
		bad := applies.Intersect(c.sc.Targets).Minus(works)
		if bad.Empty() {
			continue
		}
		list := byCondition[cond]
		msg := words.Enumerate(names(list)) + words.Choose(len(list), " does", " do") + " not work on " + c.withCgoText(bad)
		var fixes []analysis.SuggestedFix
		switch {
		case !applies.Overlaps(works):
			msg += words.Choose(len(list), "; remove it", "; remove them")
		case len(d.conditions) > 0:
			msg += "; narrow the condition of this directive to " + strings.ReplaceAll(cond, " ", " and ")
		default:
			msg += "; write #cgo " + cond + " " + d.verb + ": " + strings.Join(names(list), " ")
			if len(list) == len(options) && f.Editable() {
				fixes = []analysis.SuggestedFix{{
					Message:   "Limit the directive to " + strings.ReplaceAll(cond, " ", " and "),
					TextEdits: []analysis.TextEdit{{Pos: d.verbPos, End: d.verbPos, NewText: []byte(cond + " ")}},
				}}
			}
		}
		c.reportOptions(list, msg, fixes, bad)
	}
}

// checkPaths reports the paths of the build machine in d, if it applies to
// more than one operating system: on each a library is in another place, and
// when cross-compiling what is there is for the build machine.
func (c *checker) checkPaths(f *file, d directive) {
	applies := f.Built.Intersect(d.ports(&c.sc.Context)).Intersect(c.sc.Targets)
	if oneSystem(applies) {
		return
	}
	var list []option
	for _, o := range optionsOf(d.flags) {
		if path(o) != "" {
			list = append(list, o)
		}
	}
	if len(list) == 0 {
		return
	}
	msg := words.Enumerate(names(list)) + words.Choose(len(list), " names a place", " name places") + " of the build machine on " +
		c.withCgoText(applies) + " alike; give the directive a condition, or use ${SRCDIR} or pkg-config"
	c.reportOptions(list, msg, nil, applies)
}

// oneSystem reports whether the ports are those of one GOOS, or of two that
// share a build tag, as darwin and ios do.
func oneSystem(ports platform.Set) bool {
	for p := range ports.Ports() {
		for _, goos := range []string{p.GOOS, "linux", "darwin", "solaris"} {
			if family, _ := platform.Tag(goos); ports.SubsetOf(family) {
				return true
			}
		}
		return false
	}
	return true
}

// withCgoText describes ports that all have cgo on.
func (c *checker) withCgoText(ports platform.Set) string {
	return ports.Text(c.sc.Targets.Intersect(cgo()))
}

func (c *checker) reportOptions(list []option, msg string, fixes []analysis.SuggestedFix, ports platform.Set) {
	c.sc.Report(c.pass, analysis.Diagnostic{
		Pos:            list[0].first.pos,
		End:            list[len(list)-1].last.end,
		Message:        msg,
		SuggestedFixes: fixes,
	}, scope.Claim{Severity: finding.Warning, Ports: ports})
}

func names(list []option) []string {
	var s []string
	for _, o := range list {
		s = append(s, o.String())
	}
	return s
}
