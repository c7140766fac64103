package stdlib

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// alike is the ports on which cgo makes no difference to net and os/user: there
// is none, or the system libraries are called without it.
func alike() platform.Set {
	set := platform.All().Minus(platform.All().BothCgo())
	for _, goos := range []string{"darwin", "ios", "windows", "plan9", "js", "wasip1"} {
		set = set.Union(platform.OS(goos))
	}
	return set
}

// TestCgo holds what the table derives against what the documentation of net
// and os/user says.
func TestCgo(t *testing.T) {
	varies := alike().Complement()
	android := platform.OS("android")
	aix := platform.OS("aix") // lists groups by itself
	for _, test := range []struct {
		path  string
		ports platform.Set
		names string
	}{
		{"net", varies, `LookupHost LookupIP LookupAddr LookupCNAME LookupPort
			Resolver.LookupHost Resolver.LookupIP Resolver.LookupIPAddr Resolver.LookupNetIP
			Resolver.LookupAddr Resolver.LookupCNAME Resolver.LookupPort
			Dial DialTimeout Dialer.Dial Dialer.DialContext
			Listen ListenPacket ListenConfig.Listen ListenConfig.ListenPacket
			ResolveIPAddr ResolveTCPAddr ResolveUDPAddr`},
		{"net", platform.Set{}, `LookupMX LookupNS LookupSRV LookupTXT
			Resolver.LookupMX Resolver.LookupNS Resolver.LookupSRV Resolver.LookupTXT
			ResolveUnixAddr DialUnix ListenUnix DialTCP DialUDP DialIP ListenTCP ListenUDP ListenIP ListenMulticastUDP
			ParseIP ParseCIDR InterfaceAddrs Interfaces Pipe FileConn FileListener JoinHostPort SplitHostPort
			TCPConn.Write TCPListener.Accept`},
		{"os/user", varies.Minus(android), `Current Lookup LookupId LookupGroup LookupGroupId`},
		{"os/user", varies.Minus(android).Minus(aix), `User.GroupIds`},
	} {
		table := Embedded().Cgo(test.path)
		for _, name := range strings.Fields(test.names) {
			if got := table.Exists(name); got != test.ports {
				t.Errorf("%s.%s depends on cgo on %s, want %s", test.path, name, got, test.ports)
			}
		}
	}
	for _, path := range []string{"os", "os/exec", "net/http", "net/netip", "time", "syscall", "crypto/x509"} {
		if p := Embedded().Cgo(path); p != nil {
			t.Errorf("%s depends on cgo: %v", path, p.Names)
		}
	}
}

// TestCgoNever looks for ports on which nothing of the kind may depend on cgo.
func TestCgoNever(t *testing.T) {
	for _, path := range []string{"net", "os/user"} {
		names := Embedded().Cgo(path).Names
		if len(names) == 0 {
			t.Errorf("%s: nothing depends on cgo", path)
		}
		for name, ports := range names {
			if ports.Overlaps(alike()) {
				t.Errorf("%s.%s depends on cgo on %s", path, name, ports.Intersect(alike()))
			}
		}
	}
}

// TestLookupUnix reads, in the source of net for Unix, which look-ups have a
// way through the C library at all.
func TestLookupUnix(t *testing.T) {
	file := filepath.Join(goroot(t), "src", "net", "lookup_unix.go")
	f, err := parser.ParseFile(token.NewFileSet(), file, nil, parser.SkipObjectResolution)
	if err != nil {
		t.Fatal(err)
	}
	seen := 0
	for _, d := range f.Decls {
		fn, ok := d.(*ast.FuncDecl)
		if !ok || fn.Recv == nil || !strings.HasPrefix(fn.Name.Name, "lookup") {
			continue
		}
		cgo := false
		ast.Inspect(fn.Body, func(n ast.Node) bool {
			if id, ok := n.(*ast.Ident); ok && strings.HasPrefix(id.Name, "cgoLookup") {
				cgo = true
			}
			return true
		})
		name := "Resolver.L" + strings.TrimPrefix(fn.Name.Name, "l")
		if got := !Embedded().Cgo("net").Exists(name).Empty(); got != cgo {
			t.Errorf("%s depends on cgo: %v, but %s mentions cgo: %v", name, got, fn.Name.Name, cgo)
		}
		seen++
	}
	if seen < 9 {
		t.Errorf("%s has only %d look-ups", file, seen)
	}
}
