package cgolookup

import (
	"fmt"
	"path"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A message says on some ports what differs there and what helps.
type message struct {
	what   string // the construct and what it does differently
	ports  platform.Set
	how    string
	remedy string
}

func (m *message) text(within platform.Set) string {
	return fmt.Sprintf("%s differently with and without cgo on %s: %s; %s", m.what, m.ports.Text(within), m.how, m.remedy)
}

// withCgo returns the ports of s less those that never have cgo, if their GOOS
// has other ports in found: so "linux" need not leave out linux/ppc64.
func withCgo(s, found platform.Set) platform.Set {
	for p := range s.Minus(s.BothCgo()).Ports() {
		never := platform.Of(platform.Port{GOOS: p.GOOS, GOARCH: p.GOARCH, Cgo: true}).Empty()
		if never && platform.OS(p.GOOS).Overlaps(found) {
			s = s.Minus(platform.Of(p))
		}
	}
	return s
}

// messages returns what to say of u on ports: one message, or two if android,
// where Go's resolver is no way out, is one of them.
func messages(u *use, ports platform.Set, tags []string) []*message {
	verb := " may answer"
	if u.connects() {
		verb = " may look up host names"
	}
	m := &message{what: path.Base(u.path) + "." + u.name + verb, ports: ports}
	switch {
	case u.path == userPath:
		m.how, m.remedy = userText(u), "pin it with -tags "+pinTags[u.path]
		return []*message{m}
	case u.function() == "LookupPort":
		m.how = "with cgo the C library answers, without cgo only /etc/services and Go's own list"
		m.remedy = netRemedy(u, tags)
		return []*message{m}
	}

	var list []*message
	android := platform.OS("android")
	if rest := ports.Minus(android); !rest.Empty() {
		m := *m
		m.ports = rest
		m.how = netText(rest, tags)
		m.remedy = netRemedy(u, tags)
		list = append(list, &m)
	}
	if m.ports = ports.Intersect(android); !m.ports.Empty() {
		// GOROOT/src/net/conf.go, goosPrefersCgo.
		m.how = "with cgo the C library answers, without cgo Go's resolver, whose DNS requests do not work there"
		m.remedy = "build for android with cgo"
		list = append(list, m)
	}
	return list
}

// netText says when a host is looked up by the C library, according to
// GOROOT/src/net/conf.go.
func netText(ports platform.Set, tags []string) string {
	switch {
	case slices.Contains(tags, "netcgo"):
		return "with cgo the C library answers, as -tags netcgo asks, without cgo Go's resolver does all the same"
	case ports.SubsetOf(platform.OS("openbsd")): // has no nsswitch.conf
		return "with cgo the C library answers if resolv.conf or the environment asks for what Go's resolver lacks"
	}
	return "with cgo the C library answers if nsswitch.conf or resolv.conf asks for what Go's resolver lacks, such as mdns, ldap or sss"
}

// netRemedy says how to have Go's resolver on all ports.
func netRemedy(u *use, tags []string) string {
	var list []string
	if !slices.Contains(tags, "netcgo") { // with netgo a compile error
		list = append(list, "-tags "+pinTags[netPath])
	}
	list = append(list, "godebug netdns=go in go.mod")
	if !u.connects() {
		list = append(list, "net.Resolver{PreferGo: true}")
	}
	last := len(list) - 1
	if last == 0 {
		return "pin it with " + list[0]
	}
	return "pin it with " + strings.Join(list[:last], ", ") + " or " + list[last]
}

// userText says who answers for a function of os/user.
func userText(u *use) string {
	switch {
	case u.name == "Current":
		return "with cgo the C library answers, which may ask LDAP, SSSD or NIS, without cgo /etc/passwd is read, then $USER and $HOME"
	case strings.Contains(u.name, "Group"):
		return "with cgo the C library answers, which may ask LDAP, SSSD or NIS, without cgo only /etc/group is read"
	}
	return "with cgo the C library answers, which may ask LDAP, SSSD or NIS, without cgo only /etc/passwd is read"
}
