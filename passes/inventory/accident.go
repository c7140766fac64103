package inventory

import (
	"go/ast"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// Accidental reports whether a file may be constrained without its author
// knowing: by its name alone, to ports that it does not seem to be about.
func Accidental(header *constraint.File, syntax *ast.File) bool {
	tags := header.NameTags()
	return header.Expr == nil && len(tags) == 1 && isWord(tags[0]) && isPortable(syntax)
}

// ByAccident returns a declaration of a name if all are in one file that may be
// constrained without its author knowing; else nil. That is then why the name is
// missing elsewhere.
func (p *Package) ByAccident(name string) *Declaration {
	decls := p.ByName[name]
	for _, d := range decls {
		if d.File != decls[0].File || !Accidental(d.File.Header, d.File.Syntax) {
			return nil
		}
	}
	if len(decls) == 0 {
		return nil
	}
	return &decls[0]
}

// meanings are the names of ports that are words for other things too: scripts,
// limbs, web assembly as a subject, telephones. What no port has any more, or
// none has yet, is one as well, unless someone asks for it.
var meanings = []string{"android", "arm", "ios", "js", "wasm"}

func isWord(tag string) bool {
	on, ok := platform.Tag(tag)
	return ok && (on.Empty() || slices.Contains(meanings, tag))
}

// isPortable reports whether a file imports nothing that code for one port
// would.
func isPortable(f *ast.File) bool {
	for _, spec := range f.Imports {
		path, err := strconv.Unquote(spec.Path.Value)
		if err != nil || path == "C" || path == "unsafe" || path == "syscall" || path == "syscall/js" ||
			strings.HasPrefix(path, "golang.org/x/sys/") || strings.HasPrefix(path, "golang.org/x/mobile/") {
			return false
		}
	}
	return true
}
