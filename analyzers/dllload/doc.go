// Package dllload defines an Analyzer that reports DLLs of Windows that are
// loaded from where others may put them, and calls that panic without them.
//
// # Analyzer dllload
//
// dllload: report DLLs that are looked for in unsafe places, or called unchecked
//
// A DLL that is loaded by its bare name is looked for in the directory of the
// program first, and in the current directory and PATH if the system has none:
//
//	var wtsapi32 = syscall.NewLazyDLL("wtsapi32.dll")
//
// Whoever can put a wtsapi32.dll beside the program, in the folder of downloads
// say, has it run with the program's rights (DLL preloading). The functions
// that look so are LoadDLL, MustLoadDLL, NewLazyDLL and LoadLibrary of syscall
// and golang.org/x/sys/windows. From the directory of the system alone loads
//
//	var wtsapi32 = windows.NewLazySystemDLL("wtsapi32.dll")
//
// For a DLL of the program's own, write its absolute path.
//
// Names that are safe are left alone: the DLLs that every process has loaded,
// those that Windows takes from its own directory whatever the name says
// (KnownDLLs), the names of API sets (api-ms-win-…), which are no files, and, with LoadDLL, MustLoadDLL and NewLazyDLL of syscall but not
// of x/sys/windows, those that syscall itself takes from there, which is
// derived from its source. They have to be written as there: "kernel32.dll".
//
// The fix, for NewLazyDLL of x/sys/windows and a DLL that is known to be part
// of Windows, is NewLazySystemDLL.
//
// A DLL that is not known to be part of every Windows may be missing. Load,
// Find, LoadDLL and FindProc return an error then. But LazyProc.Call,
// LazyProc.Addr and LazyDLL.Handle panic, as MustLoadDLL and MustFindProc do:
//
//	var open = windows.NewLazySystemDLL("vmcompute.dll").NewProc("HcsOpenComputeSystem")
//
//	func Open() { open.Call() }
//
// On a Windows without that DLL the program ends with
//
//	panic: Failed to load vmcompute.dll: The specified module could not be found.
//
// Call open.Find, or Load of the DLL, first. A procedure of a package-level
// variable is reported if the package calls neither of the two on it, or on
// another procedure of its DLL, anywhere.
//
// Names that are not constant are left alone, as are names with a directory.
// The analyzer does not know since which version of Windows a procedure is
// there: for DLLs of every Windows it says nothing of Call and Must. It follows
// package-level variables only. Tests are left alone.
//
// To silence it for a line, write above it
//
//	//lint:ignore xplatvet/dllload reason
//
// If windows is not among the target ports there is nothing to report.
package dllload
