package decl

import "github.com/xplatvet/xplatvet/platform"

// Partial returns, for the fields and methods of a package that are not there
// on every port that declares their type, exported or not, the ports on which
// they may be: "file.lock". Files may be tests.
//
// As in [Of], a member counts as declared where its type is an alias of, or is
// defined by, a type of another package. What a type embeds from other packages
// does not count: whoever knows its type has to ask that.
func Partial(files []File) map[string]platform.Set {
	b := builder{
		symbols: make(map[string]platform.Set),
		types:   make(map[string]*typeDecl),
		private: true,
	}
	for _, f := range files {
		for _, d := range f.Syntax.Decls {
			b.decl(d, f.Built)
		}
	}
	for _, t := range b.types { // a method may name an alias of its type
		for other := range t.alias {
			if o := b.types[other]; o != nil {
				for m, on := range t.methods {
					add(o.members, m, on)
					add(o.methods, m, on)
				}
			}
		}
	}
	partial := make(map[string]platform.Set)
	for name, t := range b.types {
		exists := b.symbols[name]
		for member := range t.members {
			if s := b.memberSet(t, member, nil).Intersect(exists); s != exists {
				partial[name+"."+member] = s
			}
		}
	}
	return partial
}
