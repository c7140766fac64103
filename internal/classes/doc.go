// Package classes divides the ports, for each package, into classes on which
// its type errors are the same, by looking at syntax only: a package then needs
// to be type-checked once per class rather than once per port; and a package
// with several classes is divided further, down to its declarations.
//
// # What a class is
//
// Two ports are in one class of a package if on both
//   - the package has the same Go files, and what Config.Key returns is equal,
//   - its imports stand for the same packages,
//   - each name that its files mention of another package is declared alike,
//     and so is, in turn, each name that the declaration mentions.
//
// The last is a graph. A node is a package-level name as it is observed in a
// mode. Its declarations are written out in a canonical form without function
// bodies, methods with their receiver's base type; the names that occur are its
// edges. The partition of the ports at a node starts with "the same texts" and
// is refined until no two ports of a block are in different blocks of a node
// that there is an edge to: the coarsest partition that is stable in this way.
// It exists whatever the cycles are, and two ports of a block have equal graphs,
// unrolled, below the node.
//
// # Why that is enough
//
// go/types computes the object of a name from its declaration and the objects
// of the names in it; function bodies play no part. What the check of a package
// does then depends on its files, the sizes of types (see below), the language
// version (Key) and the objects of the names that it selects from packages or gets by a
// dot import. Fields, methods and types that are reached without being named,
// as in f().x.m(), belong to types that the declarations name.
//
// Edges are found by name, without scopes, so there may be too many of them: a
// parameter called like a type counts as the type. That makes classes smaller
// and nothing else. A name that is declared on some ports only has a node too,
// with no text on the others.
//
// # Modes
//
// Nearly everything leads to the innards of the standard library, which differ
// from port to port: os.File to poll.FD, that to syscall.Stat_t. Importers do
// not see them, so a node in mode importers leaves out
//   - unexported methods, unless an interface type that importers may come by
//     asks for a method of that name: then they decide on who implements it;
//   - unexported fields of a struct type that is given a name, except for the
//     facts that there are any and whether they can be compared. Embedded
//     fields stay if they may promote something that is exported. The fields
//     stay if the type has parameters, since they may mention these, and if
//     another struct type that importers may come by has the same names of
//     fields: a conversion or an assignment might depend on the two being
//     identical. Types of which the names of fields differ are never identical,
//     and types declared in terms of each other are on all ports where they are
//     declared so. Unexported fields of different packages are never identical
//     either.
//   - the initialiser of a variable that has a type, and of others what does
//     not decide on the type: elements of literals, arguments of functions
//     that have no type parameters, and the values of runtime.GOOS and
//     runtime.GOARCH. They do decide if they lead back to the variable, which is
//     an error.
//
// Importers may come by a type of which the name is exported, or mentioned by
// declarations that they can see, in turn, as far as they see them (hidden.go).
//
// Constants and other initialisers are expressions of the package itself: they
// observe it in mode inside, in which nothing is left out, and other packages in
// mode importers. What unsafe.Sizeof, Alignof and Offsetof are applied to is
// observed in mode sizes, in which nothing is left out anywhere; if that cannot
// be told, since a name in it may be local, everything that the declaration or
// the package names is.
//
// # Units
//
// A package with several classes is divided into units, each with classes of its
// own: its declarations, function bodies included, and the heads of its files,
// which are the imports and all that is in no declaration. Declarations of which
// the texts are the same, in files of which no port builds two, are one unit: see
// addTwin. The class of a unit
// depends on what it mentions, of its own package too: such a node is in mode
// own. It mentions the names that it declares, so that other declarations of
// these, and methods of the same receiver, count. To check it only the
// declarations are needed that it mentions, in turn. Constants that are literals
// have no errors if their names have one declaration, and are no unit.
//
// Each error is in one unit, and depends on no other, but for these:
//   - Whether an import is used depends on all declarations of a file, but not
//     on the port, since names are resolved by scopes: it is found out when the
//     file is checked for the first time, with all its declarations.
//   - Cycles of initialisation, and of instances of generic functions, are seen
//     only when several declarations are looked at together: those that may be
//     part of one are one unit, the knot.
//   - What is found with the types right, as a function without a body, depends
//     on the list of files. Callers look for it on each of the Lists.
//
// A package is not divided if an import path in it stands for different packages,
// if it has a dot import, if its files disagree on its name, or if a name is that
// of a declaration and of an import, though in different files: an error at one
// of them would depend on the other file.
//
// # The size of int
//
// A class may have ports on which int has 32 bits and ports on which it has 64;
// Cover takes one of the former. The declarations are alike on both, and types
// differ only if a constant does: one of a type int, uint or uintptr that is
// computed with ^ or from sizes, which splits a class, or one that needs more
// than 32 bits, which is an error on the former. What has no error there has
// none on the latter. Where there are errors callers check both.
//
// # runtime.GOOS
//
// That runtime.GOOS and runtime.GOARCH have other values does not split the
// class of a package that only compares them, passes them on and the like: see
// ignoresTarget. Declarations that mention them are split.
//
// # What is not covered
//
// The existence of errors is the same on all ports of a class, and so are their
// places. Their texts may differ where they show what a mode leaves out, or
// qualify names of packages that are called alike. Callers check packages with
// such errors on each port. They do so with a package with an error about a
// cycle, and with those that need it, in turn: what is left out of an initialiser
// may be part of the cycle, and invalid for that reason.
//
// # Slices
//
// To check a unit on a port only the declarations are needed that its node
// reaches there. A Slice holds them, in files without the others, with the
// fields that are left out replaced by fields that compare alike. Cover chooses
// the ports: few, so that many packages share what they need.
package classes
