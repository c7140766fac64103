package stdlib

import (
	"fmt"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

func parse(t *testing.T, spec string) platform.Set {
	t.Helper()
	s, err := platform.Parse(spec)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func TestWrappers(t *testing.T) {
	sys := Embedded().Syscalls()
	for _, test := range []struct {
		number string
		raw    bool
		want   string
		on     string // part of the ports
	}{
		{"SYS_FSYNC", false, "Fsync", "linux/386,darwin/arm64,openbsd/amd64,freebsd/arm"},
		{"SYS_FSYNC", true, "", ""}, // it may block, so RawSyscall has its reason
		{"SYS_GETPID", true, "Getpid", "linux/amd64,darwin/amd64"},
		{"SYS_GETPID", false, "Getpid", "linux/amd64,darwin/amd64"},
		{"SYS_PREAD64", false, "Pread", "linux/arm"},
		{"SYS_PREAD", false, "Pread", "darwin/arm64,freebsd/386"},
		{"SYS_IOCTL", false, "", ""},     // of many types
		{"SYS_EXECVE", true, "", ""},     // Exec does more
		{"SYS_FORK", true, "", ""},       // for ForkExec only
		{"SYS_NO_SUCH", false, "", ""},   //
		{"SYS_PTRACE", false, "", ""},    // not exported
		{"SYS_SYSCTL", false, "", ""},    // Sysctl takes a name, not numbers
		{"SYS___SYSCTL", false, "", ""},  //
		{"FSYNC", false, "", ""},         //
		{"sys:SYS_FSYNC", false, "", ""}, //
	} {
		m := sys.Wrappers(test.number, test.raw)
		if test.want == "" {
			if len(m) != 0 {
				t.Errorf("%s: %v", test.number, m)
			}
			continue
		}
		if ports := m[test.want]; !parse(t, test.on).SubsetOf(ports) || ports.Overlaps(parse(t, "windows,js/wasm")) {
			t.Errorf("%s: %s on %s", test.number, test.want, ports)
		}
	}
}

// TestRefused has what FACTS says of openbsd: no calls by number but ioctl and
// sysctl.
func TestRefused(t *testing.T) {
	sys := Embedded().Syscalls()
	for _, test := range []struct{ fn, number, want string }{
		{"Syscall", "SYS_FSYNC", "openbsd,js,wasip1"},
		{"Syscall", "SYS_IOCTL", "js,wasip1"},
		{"Syscall6", "SYS_IOCTL", "openbsd,js,wasip1"},
		{"Syscall6", "SYS___SYSCTL", "js,wasip1"},
		{"RawSyscall", "SYS_IOCTL", "openbsd,js,wasip1"},
		{"Syscall9", "SYS_MMAP", "openbsd"},
		{"Open", "SYS_OPEN", ""},
		{"Syscall=SYS_IOCTL", "", "openbsd"},
	} {
		want := platform.Set{}
		if test.want != "" {
			want = parse(t, test.want)
		}
		if got := sys.Refused(test.fn, test.number); got != want {
			t.Errorf("%s of %s is refused on %s, want %s", test.fn, test.number, got, test.want)
		}
	}
}

func TestLoads(t *testing.T) {
	sys := Embedded().Syscalls()
	for dll, want := range map[string]bool{
		"kernel32.dll": true, "ws2_32.dll": true, "iphlpapi.dll": true,
		"Kernel32.dll": false, "kernel32": false, "version.dll": false, "": false, // by that very name only
	} {
		if got := sys.Loads(dll); got != want {
			t.Errorf("syscall loads %q from the system directory: %t", dll, got)
		}
	}
}

func TestLinkname(t *testing.T) {
	for symbol, want := range map[string]string{
		"runtime.nanotime":             "all true",
		"syscall.recvmsg":              "none true",
		"syscall.syscall6":             "aix,darwin,ios,openbsd true",
		"internal/cpu.HWCap":           "android/arm64,linux/arm64 true",
		"reflect.(*rtype).Align":       "all true",
		"runtime.coroswitch":           "none true", // marked, but blocked
		"example.com/mod.f":            "none false",
		"libc_ioctl":                   "none false",
		"net/http.noSuchSymbol":        "none true",
		"vendor/golang.org/x/sys/cpu.": "none true",
	} {
		ports, ok := Embedded().Linkname(symbol)
		if got := fmt.Sprint(ports, " ", ok); got != want {
			t.Errorf("%s: %s, want %s", symbol, got, want)
		}
	}
	if _, ok := (&Table{}).Linkname("runtime.nanotime"); ok {
		t.Error("a release without checks knows about runtime.nanotime")
	}
}
