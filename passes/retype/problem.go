package retype

import (
	"go/ast"
	"go/constant"
	"go/token"
	"go/types"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/ast/astutil"

	"github.com/xplatvet/xplatvet/internal/variant"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// A Problem is a place at which go/types reports an error on some target ports
// that build the file, but not on others, or not in the pass.
type Problem struct {
	File *sources.File
	Pos  token.Pos  // in a tree of the pass
	Path []ast.Node // around Pos, innermost first
	Good *View      // one without the error
	Bad  []*View    // those with it; each has Ports
}

// Ports returns the target ports with the error.
func (p *Problem) Ports() platform.Set {
	var s platform.Set
	for _, v := range p.Bad {
		s = s.Union(v.Ports)
	}
	return s.Intersect(p.File.Built)
}

func (r *Result) problemsOf(views []*View) []*Problem {
	places := make(map[token.Pos]bool)
	for _, v := range views {
		for pos := range v.errors {
			places[pos] = true
		}
	}
	var list []*Problem
	for pos := range places {
		for _, f := range r.pkg.Files {
			if tree := treeOf(f); r.isOurs(f) && tree.FileStart <= pos && pos < tree.FileEnd {
				if p := problemAt(f, tree, pos, views); p != nil {
					list = append(list, p)
				}
			}
		}
	}
	slices.SortFunc(list, func(a, b *Problem) int { return int(a.Pos - b.Pos) })
	return list
}

func problemAt(f *sources.File, tree *ast.File, pos token.Pos, views []*View) *Problem {
	p := &Problem{File: f, Pos: pos}
	for i, v := range views {
		_, failed := v.errors[pos]
		switch {
		case i > 0 && !f.Built.Contains(v.port):
		case failed && v.Ports.Overlaps(f.Built):
			p.Bad = append(p.Bad, v)
		case !failed && p.Good == nil:
			p.Good = v
		}
	}
	if p.Good == nil || len(p.Bad) == 0 {
		return nil
	}
	p.Path, _ = astutil.PathEnclosingInterval(tree, pos, pos)
	p.Bad = slices.DeleteFunc(p.Bad, p.isUnknown)
	if len(p.Bad) == 0 {
		return nil
	}
	return p
}

// IsKey reports whether x, an expression at the place, is a case of a switch or
// the key of a literal: then what is wrong may be that there are two with the
// same value.
func (p *Problem) IsKey(x ast.Expr) bool {
	for i, n := range p.Path {
		if n != x || i+1 == len(p.Path) {
			continue
		}
		switch parent := p.Path[i+1].(type) {
		case *ast.CaseClause:
			return true
		case *ast.KeyValueExpr:
			return parent.Key == x
		}
	}
	return false
}

// isUnknown reports whether p is in a declaration of variables or types that
// mentions something of which the type is not known in v, or is a key of which
// the value is not.
func (p *Problem) isUnknown(v *View) bool {
	for _, x := range p.Around() {
		if isUnknown(v.typeOf(x).Value) && p.IsKey(x) {
			return true
		}
	}
	for _, n := range p.Path {
		if gen, ok := n.(*ast.GenDecl); ok && v.source != nil {
			return holds(gen, v.source.unknown)
		}
	}
	return false
}

// Related returns the place of the error if it is on another line than x.
func (p *Problem) Related(fset *token.FileSet, x ast.Expr) []analysis.RelatedInformation {
	if fset.Position(x.Pos()).Line == fset.Position(p.Pos).Line {
		return nil
	}
	return []analysis.RelatedInformation{{Pos: p.Pos, Message: "does not compile here"}}
}

// Overflow returns the constant that does not fit into an int, uint or uintptr
// of 32 bits, if that is what the problem is; else nil.
func (p *Problem) Overflow() ast.Expr {
	for _, v := range p.Bad {
		if !v.narrow || p.Undefined(v) {
			return nil
		}
	}
	if p.Good.narrow {
		return nil
	}
	for _, n := range p.Around() {
		tv := p.Good.Info.Types[n]
		if array, ok := n.(*ast.ArrayType); ok && isLong(tv) {
			return array.Len
		}
		if IsWide(tv) {
			return n
		}
	}
	return nil
}

// Around returns the expressions at the place, from the inside out, as far as
// the statement, function or declaration around them.
func (p *Problem) Around() []ast.Expr {
	var list []ast.Expr
	for _, n := range p.Path {
		switch n := n.(type) {
		case *ast.FuncLit:
			return list
		case ast.Expr:
			list = append(list, n)
		case ast.Stmt, ast.Spec:
			return list
		}
	}
	return list
}

// Undefined reports whether the problem in v is that a name is not declared.
func (p *Problem) Undefined(v *View) bool {
	if len(p.Path) == 0 {
		return false
	}
	id, ok := p.Path[0].(*ast.Ident)
	return ok && p.Good.Info.ObjectOf(id) != nil && v.Info.ObjectOf(id) == nil
}

// Invalid reports whether an expression has a type in the good view but none in
// v.
func (p *Problem) Invalid(v *View, x ast.Expr) bool {
	return isValid(p.Good.typeOf(x).Type) && !isValid(v.typeOf(x).Type)
}

// Differs reports whether an expression has other types, or another value, in
// v than in the good view; it does not if either has none.
func (p *Problem) Differs(v *View, x ast.Expr) bool {
	good, bad := p.Good.typeOf(x), v.typeOf(x)
	if !isValid(good.Type) || !isValid(bad.Type) {
		return false
	}
	if isUnknown(good.Value) || isUnknown(bad.Value) {
		return String(good.Type) != String(bad.Type) && !isUntyped(good.Type) && !isUntyped(bad.Type)
	}
	if good.Value != nil && bad.Value != nil {
		if good.Value.Kind() != bad.Value.Kind() || !constant.Compare(good.Value, token.EQL, bad.Value) {
			return true
		}
		if isUntyped(good.Type) || isUntyped(bad.Type) {
			return false // an error keeps it from the type that it would get
		}
	}
	return String(good.Type) != String(bad.Type)
}

func isUntyped(t types.Type) bool {
	basic, ok := t.(*types.Basic)
	return ok && basic.Info()&types.IsUntyped != 0
}

func (v *View) typeOf(x ast.Expr) types.TypeAndValue {
	if tv, ok := v.Info.Types[x]; ok {
		return tv
	}
	return types.TypeAndValue{Type: v.Info.TypeOf(x)}
}

func isUnknown(v constant.Value) bool { return v != nil && v.Kind() == constant.Unknown }

// isValid reports whether t is known to the last part.
func isValid(t types.Type) bool {
	return t != nil && t != types.Typ[types.Invalid] && !strings.Contains(String(t), "invalid type")
}

// String returns a type as it is written with the names of packages, without
// aliases and the names of parameters.
func String(t types.Type) string {
	return types.TypeString(variant.Plain(t), (*types.Package).Name)
}
