// Package classes divides the ports, for each package, into classes on which
// its type errors are the same, by looking at syntax only: a package then needs
// to be type-checked once per class rather than once per port; and a package
// with several classes is divided further, down to its function bodies.
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
//   - unexported methods, unless an interface type of the package asks for a
//     method of that name: then they decide on who implements it;
//   - unexported fields of a struct type that is given a name, except for the
//     facts that there are any and whether they can be compared. Embedded
//     fields stay: what they promote may be exported. The fields stay if the
//     type has parameters, since they may mention these, and if another struct
//     type in the package has the same names of fields: a conversion or an
//     assignment might depend on the two being identical. Types of which the
//     names of fields differ are never identical, and types declared in terms
//     of each other are on all ports where they are declared so. Unexported
//     fields of different packages are never identical either.
//   - the initialiser of a variable that has a type, and of others what does
//     not decide on the type: elements of literals, and arguments of functions
//     that have no type parameters. They do decide if they lead back to the
//     variable, which is an error.
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
// The frame of a package is its declarations without function bodies. Its class
// depends on what these mention, and on the list of files. The class of a
// function body depends on what the body mentions, of its own package too: such
// a node is in mode own. A check of a body needs the declarations that it
// mentions, in turn, and no others.
//
// Errors in a body depend on nothing else, but for three kinds. Whether an
// import is used depends on all bodies of a file, but not on the port, since
// names are resolved by scopes: it is found out when the file is checked for the
// first time, with all its bodies. Cycles of initialisation, and of instances of
// generic functions, are seen only when several bodies are looked at together:
// those that may be part of one belong to the frame (see sticky).
//
// A package in which an import path stands for different packages, or with a dot
// import, is not divided.
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
// such errors on each port. If there is an error about a cycle, callers check
// all packages on each port: what is left out of an initialiser may be part of
// the cycle.
//
// # Slices
//
// To check a unit on a port only the declarations are needed that its node
// reaches there. A Slice holds them, in files without the others, with the
// fields that are left out replaced by fields that compare alike. Cover chooses
// the ports: few, so that many packages share what they need.
package classes
