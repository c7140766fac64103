package cgolookup

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// lookupFiles are files of the standard library that read what is in /etc.
var lookupFiles = []string{"net/conf.go", "net/dnsclient_unix.go", "net/hook_unix.go", "net/nss.go", "os/user/lookup.go"}

// buildLookup builds testdata/lookup.go.txt with packages net and os/user that
// read files below etc in the current directory.
func buildLookup(t *testing.T, cgo string) string {
	t.Helper()
	dir := t.TempDir()
	write := func(name, text string) string {
		t.Helper()
		name = filepath.Join(dir, name)
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
		return name
	}
	program, err := os.ReadFile("testdata/lookup.go.txt")
	if err != nil {
		t.Fatal(err)
	}
	write("main.go", string(program))
	write("go.mod", "module m\ngo 1.26\n")
	replace := make(map[string]string)
	for _, name := range lookupFiles {
		file := filepath.Join(goroot(t), "src", filepath.FromSlash(name))
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		text := strings.ReplaceAll(string(src), `"/etc/`, `"etc/`)
		if text == string(src) {
			t.Fatalf("%s reads nothing in /etc", name)
		}
		replace[file] = write(strings.ReplaceAll(name, "/", "_"), text)
	}
	overlay, err := json.Marshal(map[string]any{"Replace": replace})
	if err != nil {
		t.Fatal(err)
	}
	exe := filepath.Join(dir, "lookup")
	cmd := exec.CommandContext(t.Context(), "go", "build", "-overlay", write("overlay.json", string(overlay)), "-o", exe, "main.go")
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir, "GOFLAGS=", "GOWORK=off", "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED="+cgo)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return exe
}

// TestLookup holds what the documentation and the diagnostics say of the
// resolver, with cgo and without, against what a program does.
func TestLookup(t *testing.T) {
	cgo, nocgo := buildLookup(t, "1"), buildLookup(t, "0")
	const (
		servers = "nameserver 192.0.2.1\nnameserver 2001:db8::2\n"
		nobody  = "nameserver 127.0.0.1\noptions timeout:1 attempts:1\n"
	)
	for _, test := range []struct {
		name             string
		resolv, nsswitch string
		hosts            string
		env, args        string
		want             string // what is printed, unless the C library is asked
		order            string // where Go's resolver looks
		cgo              bool   // whether the C library is asked if it can be
	}{
		// What Go's resolver reads.
		{name: "hosts", resolv: nobody, hosts: "192.0.2.7 a.test\n2001:db8::7 a.test\n", args: "host=a.test", want: "[192.0.2.7 2001:db8::7] <nil>", order: "files,dns"},
		{name: "servers", resolv: servers, args: "dial=a.test.", want: "192.0.2.1:53 5s [2001:db8::2]:53 5s 192.0.2.1:53 5s [2001:db8::2]:53 5s", order: "files,dns"},
		{name: "timeout", resolv: servers + "options timeout:3 attempts:1\n", args: "dial=a.test.", want: "192.0.2.1:53 3s [2001:db8::2]:53 3s", order: "files,dns"},
		{name: "rotate", resolv: servers + "options rotate attempts:1\n", args: "dial=a.test. dial=b.test.",
			want: "192.0.2.1:53 5s [2001:db8::2]:53 5s [2001:db8::2]:53 5s 192.0.2.1:53 5s", order: "files,dns"},
		{name: "search", resolv: servers + "search x.test y.test\n", args: "ask=a ask=a.b", want: "a.x.test. a.y.test. a. a.b. a.b.x.test. a.b.y.test.", order: "files,dns"},
		{name: "domain", resolv: servers + "domain x.test\n", args: "ask=a", want: "a.x.test. a.", order: "files,dns"},
		{name: "ndots", resolv: servers + "search x.test\noptions ndots:2\n", args: "ask=a.b ask=a.b.c", want: "a.b.x.test. a.b. a.b.c. a.b.c.x.test.", order: "files,dns"},

		// Whom it asks, and what it leaves to the C library.
		{name: "files dns", nsswitch: "files dns", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files,dns"},
		{name: "dns files", nsswitch: "dns files", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "dns,files"},
		{name: "files", nsswitch: "files", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files"},
		{name: "no nsswitch.conf", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files,dns"},
		{name: "sss", nsswitch: "files sss dns", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files,dns", cgo: true},
		{name: "ldap", nsswitch: "files ldap", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files,dns", cgo: true},
		{name: "nis", nsswitch: "files nis dns", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files,dns", cgo: true},
		{name: "mdns", nsswitch: "files mdns4 dns", args: "host=a.local", want: "[192.0.2.8] <nil>", order: "files,dns", cgo: true},
		{name: "mdns elsewhere", nsswitch: "files mdns4 dns", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files,dns"},
		{name: "myhostname", nsswitch: "files myhostname dns", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files,dns", cgo: true},
		{name: "resolv.conf", resolv: nobody + "options no-such-option\n", nsswitch: "files dns", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files,dns", cgo: true},
		{name: "environment", nsswitch: "files dns", env: "LOCALDOMAIN=", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files,dns", cgo: true},
		{name: "netdns=go", nsswitch: "files sss", env: "GODEBUG=netdns=go+2", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files,dns"},
		{name: "netdns=cgo", nsswitch: "files dns", env: "GODEBUG=netdns=cgo+2", args: "host=localhost", want: "[192.0.2.7] <nil>", order: "files,dns", cgo: true},
	} {
		t.Run(test.name, func(t *testing.T) {
			etc := map[string]string{"resolv.conf": nobody, "hosts": "192.0.2.7 localhost\n192.0.2.8 a.local\n"}
			if test.resolv != "" {
				etc["resolv.conf"] = test.resolv
			}
			if test.hosts != "" {
				etc["hosts"] = test.hosts
			}
			if test.nsswitch != "" {
				etc["nsswitch.conf"] = "hosts: " + test.nsswitch + "\n"
			}
			env := []string{"GODEBUG=netdns=2", test.env}
			out, said := lookup(t, nocgo, etc, env, test.args)
			if out != test.want {
				t.Errorf("without cgo %q, want %q", out, test.want)
			}
			if got := orderIn(said); got != test.order {
				t.Errorf("without cgo it looks in %q, want %q", got, test.order)
			}
			ignores := strings.Contains(said, "ignoring GODEBUG=netdns=cgo as the binary was compiled without support for the cgo resolver")
			if ignores != strings.Contains(test.env, "=cgo") {
				t.Errorf("without cgo it says %q", said)
			}
			out, said = lookup(t, cgo, etc, env, test.args)
			order := test.order
			if test.cgo {
				order = "cgo"
			} else if out != test.want {
				t.Errorf("with cgo %q, want %q", out, test.want)
			}
			if got := orderIn(said); got != order {
				t.Errorf("with cgo it looks in %q, want %q", got, order)
			}
		})
	}

	// Users, where nobody is asked but /etc.
	const missing = "user: Current requires cgo or "
	uid := fmt.Sprint(os.Getuid())
	for _, test := range []struct{ name, passwd, env, args, want string }{
		{"passwd", "jane:x:" + uid + ":5:Jane:/home/jane:/bin/sh\n", "USER=joe HOME=/home/joe", "user", "jane /home/jane"},
		{"environment", "jane:x:77777:5:Jane:/home/jane:/bin/sh\n", "USER=joe HOME=/home/joe", "user", "joe /home/joe"},
		{"no $USER", "", "USER= HOME=/home/joe", "user", missing + "$USER set in environment"},
		{"nothing", "", "USER= HOME=", "user", missing + "$USER, $HOME set in environment"},
		{"group", "", "USER= HOME=", "group=wheel group=staff", "10 group: unknown group staff"},
	} {
		t.Run(test.name, func(t *testing.T) {
			etc := map[string]string{"passwd": test.passwd, "group": "wheel:x:10:\n"}
			if out, _ := lookup(t, nocgo, etc, strings.Fields(test.env), test.args); out != test.want {
				t.Errorf("%q, want %q", out, test.want)
			}
		})
	}
}

// lookup runs a program with files in etc, and returns what it prints, and
// what package net says besides.
func lookup(t *testing.T, exe string, etc map[string]string, env []string, args string) (out, said string) {
	t.Helper()
	dir := t.TempDir()
	if err := os.Mkdir(filepath.Join(dir, "etc"), 0o777); err != nil {
		t.Fatal(err)
	}
	for name, text := range etc {
		if err := os.WriteFile(filepath.Join(dir, "etc", name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	cmd := exec.CommandContext(t.Context(), exe, strings.Fields(args)...)
	cmd.Dir = dir
	cmd.Env = append(env, "PWD="+dir)
	var stdout, stderr strings.Builder
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	if err := cmd.Run(); err != nil {
		t.Fatalf("%v\n%s", err, stderr.String())
	}
	return strings.Join(strings.Fields(stdout.String()), " "), stderr.String()
}

// orderIn returns where package net says that it looks, at debug level 2.
func orderIn(said string) string {
	if m := hostLookupOrder.FindStringSubmatch(said); m != nil {
		return m[1]
	}
	return ""
}

var hostLookupOrder = regexp.MustCompile(`(?m)^go package net: hostLookupOrder\(.*\) = (.*)$`)

// TestBothTags holds that the tags netgo and netcgo do not go together.
func TestBothTags(t *testing.T) {
	cmd := exec.CommandContext(t.Context(), "go", "build", "-tags=netgo,netcgo", "net")
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOOS=linux", "GOARCH=amd64")
	if out, err := cmd.CombinedOutput(); err == nil || !strings.Contains(string(out), "Do not use both netgo and netcgo build tags") {
		t.Errorf("error %v\n%s", err, out)
	}
}
