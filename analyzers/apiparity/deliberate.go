package apiparity

import (
	"go/ast"
	"regexp"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/passes/inventory"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// deliberate reports whether a name looks as if it were meant to be missing
// where it is: because it is for one system or one architecture, or because its
// name or documentation says that it is not for all.
func (c *checker) deliberate(name string) bool {
	if c.mentioned(name) {
		return true
	}
	decls := c.inv.ByName[name]
	exists := c.inv.Exists(name, false)
	if len(systems(exists)) > 1 && len(architectures(exists)) > 1 {
		return false
	}
	for _, d := range decls {
		if c.forgotten(d, name) {
			return false
		}
	}
	return true
}

// mentioned reports whether a name or its documentation mentions a system.
func (c *checker) mentioned(name string) bool {
	return named(name) || slices.ContainsFunc(c.inv.ByName[name], func(d inventory.Declaration) bool {
		return !d.File.Header.Test && mentions(commentOf(d.File.Syntax, d.Ident))
	})
}

// forgotten reports whether a name of a file looks like the one that was
// forgotten in a file for the other ports: that declares most of what the file
// of d does, and nothing else.
func (c *checker) forgotten(d inventory.Declaration, name string) bool {
	for _, other := range c.files {
		if other == d.File || other.Built.Overlaps(d.File.Built) || !other.Built.Overlaps(c.absent[name]) ||
			!c.absent[name].SubsetOf(other.Built) {
			continue
		}
		var both, mine, theirs int
		for _, n := range c.api {
			here, there := c.declares(d.File, n), c.declares(other, n)
			switch {
			case here && there:
				both++
			case here && !c.absent[n].Empty():
				mine++
			case there && !c.absent[n].Empty():
				theirs++
			}
		}
		if theirs == 0 && both >= 2*mine {
			return true
		}
	}
	return false
}

func (c *checker) declares(f *sources.File, name string) bool {
	for _, d := range c.inv.ByName[name] {
		if d.File == f {
			return true
		}
	}
	return false
}

// told returns the ports on which a name is missing with a word of explanation:
// a file that is there for ports without the name only says, above its package
// clause, which systems it is for.
func (c *checker) told(name string) platform.Set {
	var ports platform.Set
	exists := c.inv.Exists(name, false)
	for _, f := range c.files {
		if !f.Built.Overlaps(exists) && told(f.Syntax) {
			ports = ports.Union(f.Built)
		}
	}
	return ports
}

// told reports whether a comment above the package clause, a licence aside,
// speaks of systems.
func told(f *ast.File) bool {
	return slices.ContainsFunc(f.Comments, func(g *ast.CommentGroup) bool {
		if g.Pos() > f.Package {
			return false
		}
		text := plusBuild.ReplaceAllString(g.Text(), "")
		return mentions(text) && !licence.MatchString(text)
	})
}

var (
	plusBuild = regexp.MustCompile(`(?m)^\+build .*$`) // Text leaves out //go:build only
	licence   = regexp.MustCompile(`(?i)copyright|licen[sc]e`)
)

// mentions reports whether a text speaks of operating systems, so that a
// reader is told.
func mentions(text string) bool { return systemWord.MatchString(text) }

// systemWord is what systems are called in comments.
var systemWord = regexp.MustCompile(`(?i)\b(windows|win32|linux|darwin|macos(x)?|mac os|os x|osx|ios|unix|unices|posix|(free|net|open|dragonfly)?bsds?|dragonfly|solaris|illumos|aix|` +
	`android|plan ?9|wasm|webassembly|wasi|wasip1|javascript|platforms?|operating systems?|goos|oses)\b`)

// named reports whether the name of a symbol names a system: SetWindowsHandle.
func named(name string) bool {
	name = strings.ToLower(name)
	return slices.ContainsFunc(systemNames, func(s string) bool { return strings.Contains(name, s) })
}

// systemNames are what systems are called in names, where no word may
// contain them by chance.
var systemNames = []string{"windows", "win32", "linux", "darwin", "macos", "unix", "posix", "bsd", "solaris", "illumos", "android", "plan9", "wasm", "wasi"}

// commentOf returns the comments that speak of a symbol: its own and that of
// its group.
func commentOf(f *ast.File, id *ast.Ident) string {
	var text strings.Builder
	add := func(g *ast.CommentGroup) { text.WriteString(g.Text()) }
	for _, d := range f.Decls {
		if id.Pos() < d.Pos() || d.End() <= id.Pos() {
			continue
		}
		switch d := d.(type) {
		case *ast.FuncDecl:
			add(d.Doc)
		case *ast.GenDecl:
			add(d.Doc)
			for _, spec := range d.Specs {
				if id.Pos() < spec.Pos() || spec.End() <= id.Pos() {
					continue
				}
				switch spec := spec.(type) {
				case *ast.TypeSpec:
					add(spec.Doc)
					add(spec.Comment)
				case *ast.ValueSpec:
					add(spec.Doc)
					add(spec.Comment)
				}
			}
		}
	}
	return text.String()
}
