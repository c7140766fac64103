package stdlib

import (
	"bytes"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/stub"
	"github.com/xplatvet/xplatvet/platform"
)

func TestStubsSections(t *testing.T) {
	seen := 0
	for key, text := range Embedded().text {
		path, ok := strings.CutSuffix(key, " "+stubsSection)
		if !ok {
			continue
		}
		table, err := stub.Parse(text)
		if err != nil {
			t.Errorf("%s: %v", key, err)
			continue
		}
		if got := table.AppendText(nil); !bytes.Equal(got, text) {
			t.Errorf("%s: has\n%swritten again\n%s", key, text, got)
		}
		exists := Embedded().Package(path)
		for name, stubs := range table {
			seen++
			var sum platform.Set
			for _, s := range stubs {
				if s.Ports.Empty() || s.Ports.Overlaps(sum) {
					t.Errorf("%s.%s on %s: overlaps, or none", path, name, s.Ports)
				}
				sum = sum.Union(s.Ports)
				if s.Reason == "" {
					t.Errorf("%s.%s: no reason", path, name)
				}
			}
			if all := exists.Exists(name); !sum.SubsetOf(all) || sum == all {
				t.Errorf("%s.%s fails on %s, and exists on %s", path, name, sum, all)
			}
		}
	}
	if seen < 100 {
		t.Errorf("only %d stubs", seen)
	}
}

// TestStubs holds the table against what the documentation and the release
// notes of the standard library say.
func TestStubs(t *testing.T) {
	set := func(spec string) platform.Set {
		if spec == "" {
			return platform.Set{}
		}
		s, err := platform.Parse(spec)
		if err != nil {
			t.Fatal(err)
		}
		return s
	}
	for _, test := range []struct{ path, ports, names string }{
		{"syscall", "windows", "Fchmod Exec Link Symlink Getgroups SetsockoptTimeval"},
		{"syscall", "windows,wasip1", "Chown Lchown Fchown"},
		{"syscall", "windows,js", "Accept"},
		{"syscall", "windows,js,wasip1", "Sendto Recvfrom"},
		{"syscall", "js,wasip1", "StartProcess Pipe Socket Bind Connect Listen Wait4 Dup Dup2"},
		{"syscall", "aix,js,netbsd,openbsd,wasip1", "Sendfile"},
		{"os", "windows,plan9,wasip1", "Chown Lchown File.Chown"},
		{"os", "plan9", "Link Symlink Readlink"},
		{"os", "windows", "Getgroups Process.Signal"},
		{"os", "js,wasip1", "StartProcess Pipe Executable"},
		{"os/exec", "js,wasip1", "Cmd.Start Cmd.Run Cmd.Output Cmd.CombinedOutput Cmd.StdinPipe Cmd.StdoutPipe Cmd.StderrPipe"},
		{"os/user", "plan9,android", "LookupGroup LookupGroupId User.GroupIds"},
		{"net", "plan9", "DialUnix ListenUnix ListenUnixgram DialIP ListenIP UnixConn.ReadFromUnix UDPConn.ReadMsgUDP TCPConn.CloseWrite conn.SetReadBuffer"},
		{"os", "windows,plan9", "Getuid Geteuid Getgid Getegid"},

		// These work, or work for some.
		{"os", "", `Chmod File.Chmod Chtimes Rename Remove Mkdir Truncate Getwd Hostname Getpagesize Getppid FindProcess Process.Kill
			File.Sync File.Truncate File.ReadAt File.SetDeadline Environ Exit TempDir UserHomeDir UserCacheDir CopyFS Root.Open`},
		{"os/user", "", "Current Lookup LookupId"},
		{"os/exec", "", "LookPath Command CommandContext Cmd.String Cmd.Environ"},
		{"net", "", `Dial Listen ListenPacket FileConn FileListener LookupHost Interfaces InterfaceAddrs Pipe TCPConn.SetKeepAlive TCPConn.ReadFrom
			UDPConn.ReadFrom UDPConn.WriteTo Resolver.LookupHost`},
		{"syscall", "", "Read Write Open Close Getpid Exit Getenv Setenv Mkdir Rename Unlink Stat"},
		{"time", "", "LoadLocation Sleep Now"},
		{"errors", "", "New Is As Join"},
		{"io", "", "Copy ReadAll"},
	} {
		want := set(test.ports)
		for _, name := range strings.Fields(test.names) {
			got := Embedded().Stubs(test.path).Ports(name)
			exists := Embedded().Package(test.path).Exists(name)
			if got != want.Intersect(exists) {
				t.Errorf("%s.%s fails on %s, want %s", test.path, name, got, want.Intersect(exists))
			}
		}
	}
	for _, s := range Embedded().Stubs("os")["Process.Signal"] {
		if s.Param != 0 || len(s.Except) != 1 || s.Except[0] != "syscall.SIGKILL" {
			t.Errorf("os.Process.Signal: %+v, want it to work with the signal of os.Kill", s)
		}
	}
}

// TestPlugin says where plugins work: with cgo on linux, android, darwin, ios
// and freebsd.
func TestPlugin(t *testing.T) {
	var works platform.Set
	for _, goos := range []string{"linux", "android", "darwin", "ios", "freebsd"} {
		for port := range platform.OS(goos).Ports() {
			if port.Cgo {
				works = works.Union(platform.Of(port))
			}
		}
	}
	if got, want := Embedded().Stubs("plugin").Ports("Open"), works.Complement(); got != want {
		t.Errorf("plugin.Open fails on %s, want %s", got, want)
	}
}
