package classes

import (
	"go/ast"
	"go/token"
	"slices"
	"strconv"
)

// A Text is a digest of a declaration as it is written, function bodies and
// comments included. The zero Text is not known.
type Text [16]byte

// addTwin adds a declaration to one of units with the same text that it has
// everything in common with but its file, and reports whether there is one. So
// most functions that a script has written for each system of
// golang.org/x/sys/unix are checked in one of the files. Errors are at other
// places in the others: a package with one is checked whole there.
func (p *pkg) addTwin(units []*unit, x part) bool {
	for _, u := range units {
		first := u.parts[0]
		if u.on.and(x.file.on).empty() && first.file.ast.GoVersion == x.file.ast.GoVersion &&
			slices.Equal(first.file.mentions(p)[first.index].refs, x.file.mentions(p)[x.index].refs) {
			u.on = u.on.or(x.file.on)
			u.parts = append(u.parts, x)
			return true
		}
	}
	return false
}

// mayHaveTwin reports whether what there is to say of a declaration depends on
// nothing in its file but what the import paths that it mentions stand for. Which
// of several declarations of a name is in error depends on the order of files.
func (p *pkg) mayHaveTwin(x part) bool {
	found := x.file.mentions(p)[x.index]
	return x.file.text(x.index) != Text{} && !found.shadows && !x.file.repeats &&
		!slices.ContainsFunc(found.own, func(name string) bool { return p.clashes()[name] })
}

// text returns the Text of the i-th declaration.
func (f *file) text(i int) Text {
	if i < len(f.texts) {
		return f.texts[i]
	}
	return Text{}
}

// markTwins notes which declarations have twins.
func (u *units) markTwins() {
	for _, x := range u.all {
		if len(x.parts) == 1 || !x.twins {
			x.twins = false
			continue
		}
		for _, part := range x.parts {
			if part.file.twins == nil {
				part.file.twins = make([]bool, len(part.file.ast.Decls))
			}
			part.file.twins[part.index] = true
		}
	}
}

// hasTwin reports whether the i-th declaration has a twin.
func (f *file) hasTwin(i int) bool { return f.twins != nil && f.twins[i] }

// mentionedByTwins returns the import paths that declarations mention which have
// twins, and are not kept.
func (s *Slice) mentionedByTwins(p *pkg, f *file) map[string]bool {
	paths := make(map[string]bool)
	for i, d := range f.ast.Decls {
		if _, kept := s.kept[d]; f.hasTwin(i) && !kept {
			for _, r := range f.mentions(p)[i].refs {
				paths[r.path] = true
			}
		}
	}
	return paths
}

// importAt returns the path of the import at a place, or "".
func importAt(f *ast.File, at token.Pos) string {
	for _, spec := range f.Imports {
		if spec.Pos() <= at && at < spec.End() {
			path, _ := strconv.Unquote(spec.Path.Value) // "" is mentioned nowhere
			return path
		}
	}
	return ""
}
