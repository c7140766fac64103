// Package cgolookup defines an Analyzer that reports look-ups of hosts, ports,
// users and groups whose answer depends on whether the program is built with
// cgo.
//
// # Analyzer cgolookup
//
// cgolookup: report look-ups whose answer depends on cgo
//
// On most kinds of Unix the packages net and os/user ask the C library if they
// are built with cgo, and read the files of the system themselves if not. The
// go command turns cgo off by itself when it builds for another port than its
// own, or finds no C compiler, so the same source makes two programs:
//
//	package main
//
//	import (
//		"fmt"
//		"os/user"
//	)
//
//	func main() {
//		u, err := user.Lookup("jane")
//		fmt.Println(u, err)
//	}
//
// Where jane is known to the system by LDAP or SSSD, the one built with cgo on
// linux finds her. The one cross-compiled for linux/arm64 reads /etc/passwd
// and says
//
//	user: unknown user jane
//
// Likewise for net: with cgo on, Go's own resolver answers as long as
// nsswitch.conf, resolv.conf and the environment ask for nothing that it
// lacks, otherwise the C library does. Without cgo Go's resolver always
// answers. It reads resolv.conf, the order of "files" and "dns" in
// nsswitch.conf, and /etc/hosts; it does not know other sources in
// nsswitch.conf, such as mdns (names in .local), myhostname, nis, ldap or sss.
//
// Which functions depend on cgo, and on which ports, is derived from the files
// that the standard library builds with cgo only or without only. The look-ups
// of MX, NS, SRV and TXT records do not, nor does anything on windows, darwin,
// ios, plan9, js and wasip1. On android os/user does not, and net needs cgo:
// the DNS requests of Go's resolver do not work there.
//
// A function is reported for ports that the targets hold both with cgo and
// without. With -platforms=linux:nocgo there is nothing to report.
//
// To have the same answer with and without cgo, build with -tags netgo,osusergo
// and analyse with the same tags. For net there are three other ways:
//
//	godebug netdns=go          in go.mod, or in go.work if there is one
//	//go:debug netdns=go       in package main, for what that package calls
//	&net.Resolver{PreferGo: true}
//
// The value netdns=cgo and the tag netcgo do not help: a program without cgo
// ignores them.
//
// What is so settled is not reported. There is no suggested fix: each way makes
// the program built with cgo answer differently from how it does today.
//
// Calls are left alone if the host is a literal address or localhost, the
// service a constant, or the user root; so are tests. Of the methods of
// [net.Resolver] and [net.Dialer] only those are reported whose receiver is
// net.DefaultResolver, or a literal or variable in sight that has neither
// PreferGo nor Resolver set and is not handed to anyone who might set it. If
// the package sets net.DefaultResolver, or its PreferGo, to what may prefer
// Go's resolver, what uses net.DefaultResolver is not reported on the ports
// where it does so.
//
// With the flag -cgolookup.dial, or cgolookup: {dial: on} below analyzers in
// .xplatvet.yaml, functions that look up the host of an address
// on the way to something else are reported too: Dial, Listen, ResolveTCPAddr
// and their like, unless the host is a literal address, localhost or empty, or
// the network is that of unix sockets.
//
// It misses look-ups made by other packages, net/http and net/rpc among them,
// receivers that come from a parameter, a field or a function, and, in files
// that the current build leaves out, the methods of variables. It does not
// know what the environment of the program says (GODEBUG), what another package
// does to net.DefaultResolver, nor that package main has a //go:debug line when
// it looks at another package.
//
// To silence it, settle who answers, as above, or build one way only and leave
// the other out with -platforms or in .xplatvet.yaml (linux:nocgo). For a line
// there is
//
//	//lint:ignore xplatvet/cgolookup reason
package cgolookup
