// Package tzdata defines an Analyzer that reports programs that load time zones
// on ports where they may have no zone data.
//
// # Analyzer tzdata
//
// tzdata: report time zones that programs load where there is no zone data
//
// The rules of time zones come from files, which time.LoadLocation looks for in
// $ZONEINFO, in the directories of the system, in the program itself, and in
// the tree of the Go installation. windows, plan9 and wasip1 have no such
// directories. So
//
//	loc, err := time.LoadLocation("Europe/Berlin")
//
// works for whoever has Go installed, and for nobody else; built with
// -trimpath, for nobody. On windows the others see
//
//	unknown time zone Europe/Berlin
//
// The names "", "UTC" and "Local" always work. The data can be put into the
// program, which makes it about 450 KB larger:
//
//	import _ "time/tzdata"
//
// As the documentation of that package says, this is for the main package to
// do, so it is there that the finding is: at the call, or at the import that
// leads to a package of the same module that makes the call. The suggested fix
// adds the import. Building, and analysing, with -tags timetzdata helps too.
//
// An image made from scratch has no zone data either. If the program is for
// such, say -tzdata.without=linux, or in .xplatvet.yaml:
//
//	analyzers:
//	  tzdata: {without: linux}
//
// Not reported are programs that import time/tzdata, by themselves or by what
// they import; calls that a build constraint or a condition on
// runtime.GOOS keeps from these ports, and those in functions that are
// unexported and only called from such code; calls whose failure is expected:
// the error is assigned to _, or what is done on failure says nothing of it,
// such as taking UTC; tests and generated files.
//
// It does not look at packages of other modules, which may never make their
// calls, nor at zones loaded by time.LoadLocationFromTZData, and it does not
// know what the environment of the program says (ZONEINFO).
//
// To silence it, import time/tzdata, or fall back to another zone.
package tzdata
