// Package variant derives, from the parsed files of one package, the types of
// its exported names where they are not the same on every port: those of
// functions, variables, constants, fields and methods, and what types are made
// of.
//
// The package is type-checked by itself, without function bodies and without
// what it imports, once for each set of files that some port builds: that is
// cheap, and exact as far as it goes. Where a type depends on more than the
// name of a type of another package, it is said to be unknown.
package variant

import (
	"go/ast"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/platform"
)

// Unknown is the Type of a name of which no more is known than that it exists.
const Unknown = "?"

// opaque begins a Type that is known to be the same wherever it is written the
// same, but not what it is: it is made of something of another package.
const opaque = "? "

// A Variant is what a name is on some ports.
type Variant struct {
	// Type is, of what the name denotes:
	//
	//	var T         the type of a variable or field
	//	func(...) T   a function or method
	//	const T       the type of a constant
	//	const T V     an integer constant with the value V: if on some port the
	//	              value is negative or needs more than 31 bits, or if it
	//	              depends on the size of words
	//	type T        the underlying type, or struct or interface
	//	= T           what an alias stands for
	//	? X           something that depends on another package
	//
	// or Unknown. Types of the package have their name alone, those of other
	// packages are qualified by the import path.
	Type  string
	Ports platform.Set
}

// A Package holds "Symbol" or "Type.Member" for each exported name that does
// not have the same type wherever it is declared, with its Variants, sorted;
// and each type that those mention and that is not declared everywhere, with
// its members.
type Package struct {
	Ports platform.Set // between which names may differ; of others nothing is known
	Names map[string][]Variant

	// Values holds the constants that have the same type everywhere, but not the
	// same value, none of which is such that Names has them.
	Values map[string]bool

	once    sync.Once
	members map[string][]string // by type
}

// At returns what name is on a port: "" if it is not declared there, or if it
// is the same on all ports.
func (p *Package) At(name string, port platform.Port) string {
	for _, v := range p.Names[name] {
		if v.Ports.Contains(port) {
			return v.Type
		}
	}
	return ""
}

// Members returns the names that p has of the members of a type, sorted.
func (p *Package) Members(typ string) []string {
	p.once.Do(func() {
		p.members = make(map[string][]string)
		for name := range p.Names {
			if typ, member, ok := strings.Cut(name, "."); ok {
				p.members[typ] = append(p.members[typ], member)
			}
		}
		for _, list := range p.members {
			slices.Sort(list)
		}
	})
	return p.members[typ]
}

// Opaque returns, if no more is known of v than that all names with the same Type
// are the same, what that is: the qualified name of something of another
// package, or a description in which there are such. Else it is "".
func (v Variant) Opaque() string {
	if s, ok := strings.CutPrefix(v.Type, opaque); ok {
		return s
	}
	return ""
}

// compareVariants orders the variants of a name, each of which has a Type of its
// own.
func compareVariants(a, b Variant) int { return strings.Compare(a.Type, b.Type) }

// collect makes a Package of what each class of ports says of each name. The
// constants that are wordy keep their values.
func collect(classes []*class, wordy map[string]bool) *Package {
	all := make(map[string]map[string]platform.Set) // name → type → ports
	var ports platform.Set
	for _, c := range classes {
		ports = ports.Union(c.ports)
		for name, typ := range c.types {
			if all[name] == nil {
				all[name] = make(map[string]platform.Set)
			}
			all[name][typ] = all[name][typ].Union(c.ports)
		}
	}
	p := &Package{Names: make(map[string][]Variant), Values: make(map[string]bool)}
	for name, byType := range all {
		_, unknown := byType[Unknown]
		if !wordy[name] {
			before := len(byType)
			narrowConstants(byType)
			if len(byType) == 1 && before > 1 && ast.IsExported(name) {
				p.Values[name] = true
			}
			unknown = false
		}
		if (len(byType) > 1 || unknown) && ast.IsExported(name) {
			p.add(name, byType)
		}
	}
	partial := make(map[string]bool) // types that are not declared everywhere
	for name := range p.mentioned() {
		byType := all[name]
		var declared platform.Set
		for _, s := range byType {
			declared = declared.Union(s)
		}
		if byType != nil && declared != ports {
			partial[name] = true
		}
		if p.Names[name] == nil && (len(byType) > 1 || partial[name]) {
			p.add(name, byType)
		}
	}
	for name, byType := range all {
		if symbol, _, ok := strings.Cut(name, "."); ok && partial[symbol] && p.Names[name] == nil {
			p.add(name, byType)
		}
	}
	if len(p.Names) == 0 && len(p.Values) == 0 {
		return nil
	}
	return p
}

func (p *Package) add(name string, byType map[string]platform.Set) {
	list := make([]Variant, 0, len(byType))
	for typ, s := range byType {
		list = append(list, Variant{typ, s})
	}
	slices.SortFunc(list, compareVariants)
	p.Names[name] = list
}

// narrowConstants takes the values from the types of a constant if none of them
// is negative or needs more than 31 bits: then that they differ is enough to
// know.
func narrowConstants(byType map[string]platform.Set) {
	short := make(map[string]platform.Set)
	for typ, s := range byType {
		if rest, ok := strings.CutPrefix(typ, "const "); ok {
			value := rest[strings.LastIndexByte(rest, ' ')+1:]
			if isInteger(value) {
				if strings.HasPrefix(value, "-") || len(value) > len(maxInt31) || len(value) == len(maxInt31) && value > maxInt31 {
					return
				}
				typ = strings.TrimSuffix(typ, " "+value)
			}
		}
		short[typ] = short[typ].Union(s)
	}
	clear(byType)
	maps.Copy(byType, short)
}

const maxInt31 = "2147483647"

func isInteger(s string) bool {
	return s != "" && strings.Trim(s, "-0123456789") == ""
}

// mentioned returns the identifiers in the types of p.
func (p *Package) mentioned() map[string]bool {
	ids := make(map[string]bool)
	for _, list := range p.Names {
		for _, v := range list {
			for _, id := range strings.FieldsFunc(v.Type, func(r rune) bool {
				return !('a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' || '0' <= r && r <= '9' || r == '_' || r == '.')
			}) {
				ids[id] = true
			}
		}
	}
	return ids
}
