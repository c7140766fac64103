package availability

import (
	"go/ast"
	"go/types"

	"github.com/xplatvet/xplatvet/passes/sources"
)

// References calls visit for each mention of an exported name of another
// package in a file, in the order of the source, whether or not the name
// exists everywhere. The arguments are those that a [Use] has: obj is nil in a
// file that is only parsed, and there the same mentions are seen as by
// [Result.Uses].
func (r *Result) References(f *sources.File, visit func(n ast.Node, obj types.Object, path, name string)) {
	r.references(f, func(ref reference) { visit(ref.node, ref.obj, ref.path, ref.name) })
}
