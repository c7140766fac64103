// Package hardpath defines an Analyzer that reports paths of files that only
// some systems have.
//
// # Analyzer hardpath
//
// hardpath: report paths that only some systems have
//
// Every system lays out its files in its own way. What one port finds in /etc,
// /proc or /tmp is not there on another, and what is written C:\x is the name
// of a file in the current directory where the backslash separates nothing:
//
//	f, err := os.Create("/tmp/report.txt")
//
// On linux this works. On windows the path is that of a directory tmp on the
// current drive, which is seldom there:
//
//	open /tmp/report.txt: The system cannot find the path specified.
//
// and on android os.TempDir is /data/local/tmp, there is no /tmp. So let the
// library say where things are:
//
//	f, err := os.Create(filepath.Join(os.TempDir(), "report.txt"))
//
// Likewise os.DevNull for /dev/null, os.Executable for /proc/self/exe,
// crypto/rand for /dev/urandom, crypto/x509.SystemCertPool for bundles of root
// certificates, time.LoadLocation for /usr/share/zoneinfo, os/user for
// /etc/passwd. There is a suggested fix for the literals "/dev/null" and "/tmp"
// given to functions of os.
//
// Reported are paths that begin with a constant, given to functions that open,
// make, read or run files, and unix sockets, on the targets that lack them:
// the directories of Unix on windows, those that plan9 lacks on plan9, the
// files of linux in /proc and /sys on systems that have none, /Library and its
// like outside of darwin, and paths with a drive letter or UNC paths
// outside of windows. On js and wasip1 files are those of the host: nothing is
// reported. A place that may be there or not, such as /proc on freebsd, counts
// as being there.
//
// Not reported is code that a build constraint or a condition on runtime.GOOS
// keeps from these ports, and functions that are unexported and only called
// from such code; calls whose failure is expected, because the error is
// assigned to _, because what is done on failure says nothing of it, or because
// it asks for fs.ErrNotExist; removing a file; tests and generated files.
//
// It does not know paths in variables of the package, in flags, in tables of
// candidates or in constants of other packages, nor what other packages do with
// a path. A path below a directory that no system is known for, such as /data,
// is nobody's. It is wrong where a program creates such a directory itself, or
// where the error is handled in a way that it does not see.
//
// To silence it where the path is right, guard it with runtime.GOOS, or move
// it into a file with a build constraint.
package hardpath
