// Package unsupported defines an Analyzer that reports calls of functions that
// always fail on a target.
//
// # Analyzer unsupported
//
// unsupported: report calls of functions that always fail on a target
//
// Some functions are there on every port, and do nothing on some but return an
// error: the program compiles, and the first run on that port fails.
//
//	func install(name string, uid, gid int) error {
//		if err := os.WriteFile(name, data, 0o644); err != nil {
//			return err
//		}
//		return os.Chown(name, uid, gid)
//	}
//
// On windows this always ends with
//
//	chown NAME: not supported by windows
//
// after the file is written. What is meant is perhaps
//
//	err := os.Chown(name, uid, gid)
//	if errors.Is(err, errors.ErrUnsupported) {
//		return nil // the file belongs to whoever made it
//	}
//	return err
//
// or a test of runtime.GOOS around the call, or a file with a constraint.
//
// Which functions fail, where and how, is derived from source, for the standard
// library and for every package in the build: from all files of a package, a
// function is taken to fail on a port if every way through its body there ends
// in an error, and the way on which nothing else goes wrong in
// syscall.EWINDOWS, EPLAN9, ENOSYS, ENOTSUP, EOPNOTSUPP, errors.ErrUnsupported,
// or an error or panic that says that something is not implemented, not
// supported, or needs cgo; so is one that leads to such a function. What fails
// on all ports that have it is left out, and so is what works for some
// arguments. On windows that is, besides os.Chown, Lchown and Getgroups, much of
// package syscall, and os.Process.Signal but for os.Kill: a call of it is
// reported if the signal is named in the call. plugin.Open fails without cgo,
// and on most ports with it. On js and wasip1 no processes can be started.
//
// Not all such calls are worth a report. One is reported if its failure is that
// of the function around it: the error is returned, by itself or wrapped, or
// the program ends. If the error is dropped, logged and passed over, answered
// by another attempt, or asked what it is, the author has thought of failure.
// The body of a function that does little but stand for one that fails, as the
// method Chown of a file system does, is left alone, and its callers are told
// instead. So are tests, and functions that the module itself declares without
// an implementation for some port: its author knows.
//
// Each function is reported once in a package and set of ports, at the first
// call; the others are related places. What systems lack other than linux,
// darwin and windows, which have ports of first class, is reported together. By
// default such ports count only in packages with files of their own for them:
// that a module has code for js/wasm in one package does not mean that its
// server is to run there. If the flag -platforms or the configuration names the
// ports, they count everywhere.
//
// Two things are not derived in that way. User and group IDs are -1 on windows
// and plan9: if os.Getuid and its like are compared with 0 in a condition that
// ends in failure, the condition demands root of those who cannot be root. And
// the networks unixgram and unixpacket of package net do not work on windows, as
// its documentation says.
//
// It misses what fails for some arguments only, as user.Lookup does on plan9
// for others than the current user, functions that are called through
// interfaces and variables, errors that are handed on in other ways than those
// above, and methods in files that the current build leaves out.
//
// There is no suggested fix: what to do instead is for the author to say. A
// call that is meant is silenced by a test of runtime.GOOS, by asking the error
// for errors.ErrUnsupported, or by a comment:
//
//	//lint:ignore xplatvet/unsupported reason
package unsupported
