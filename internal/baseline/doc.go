// Package baseline lets a project put findings off: those that are written
// down in a file of its own are not reported, so that new ones stand out.
//
// The file is JSON with a line for each finding, to be read in a review and
// merged by line:
//
//	{"version": 1, "findings": [
//	{"analyzer":"platformapi","package":"example.com/m","file":"kill.go","code":"return syscall.Kill(pid, 9)","severity":"error","ports":"windows","message":"syscall.Kill is not available on windows"},
//	{"analyzer":"typecheck","package":"example.com/m","file":"size.go","code":"const limit int = 1 << 40","severity":"error","ports":"linux/386","message":"cannot use ...","count":2}
//	]}
//
// A finding is the same if analyzer, package, file and code are: the text of
// the line it begins on, so that it may move up and down. The message is there
// for the reader, and tells those apart that are in no line. A count above 1
// stands for so many equal entries. A finding on more ports than the entry has
// is a new one, one on fewer ports is not. An error of the type checker that an
// analyzer has explained with an error on the same line is covered by that one.
package baseline
