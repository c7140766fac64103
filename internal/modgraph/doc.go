// Package modgraph loads the package graph of all ports at about the price of
// one go list.
//
// [Load] answers for every port what
//
//	GOOS=... GOARCH=... CGO_ENABLED=... go list -e -deps [-test] -pgo=off -json PATTERNS
//
// would say. It reads each directory and the header of each file once, with
// the Set of ports that the file is built on, asks the go command for its
// environment and nothing else in the common case, and then replays for each
// port what cmd/go/internal/load does, on data that is in memory.
//
// # What is read where
//
// The modules are those of go.mod if its go line is 1.17 or later (then it
// lists every module that a build needs), of vendor/modules.txt with
// -mod=vendor, and else of "go list -m -json all", which is also asked if an
// import is in none of the modules that go.mod requires. A module that is not
// in the module cache is fetched by a go list of the packages missed. Nothing
// is ever written to go.mod or go.sum.
//
// # When go list is asked after all
//
// Correctness comes first. For what is rare Load runs one go list per port:
//   - without a module: GOPATH mode, or no go.mod;
//   - if the go command is of another release than [platform.GoVersion], or
//     the environment sets GOEXPERIMENT, GOFIPS140 or a GOARCH feature such as
//     GOARM: these change the build tags of ports;
//   - for flags in GOFLAGS other than -mod=readonly, -mod=vendor, -tags and
//     those that do not matter to go list, so for -overlay and -modfile too;
//   - for the patterns all, std, cmd, tool and work, patterns that begin with
//     "...", patterns with @version, files, and directories outside of the main
//     modules or without Go files;
//   - inside GOROOT;
//   - if go.mod is out of date, or a dependency needs a newer Go.
//
// For some problems with single packages only those ports are listed by the
// go command that reach the package: a sum missing in go.sum, a module that
// cannot be downloaded, a replaced module that is not required, a package of a
// module that go.mod should require but does not.
//
// Like go list, Load takes files that have not changed for two seconds more
// seriously: a header that does not parse then counts on all ports, even if
// build constraints exclude the file there.
//
// # What differs from go list
//
//   - The advice after "no required module provides package" may be for another
//     module of a workspace.
//   - Errors about import "C" and build constraints have the full name of the
//     file, where go list may have the base name.
//   - If a package without internal tests imports itself, go list sometimes shows
//     "import cycle not allowed in test" for its copies in other tests and
//     sometimes not. Load is consistent.
//   - The generated main package of a test has no GoFiles, and no Error about
//     the signatures of test functions or syntax errors in the bodies of tests.
package modgraph
