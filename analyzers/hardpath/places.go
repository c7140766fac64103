package hardpath

import (
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A place is a directory, or file, that some systems have and others do not.
type place struct {
	name   string       // "/etc"; it covers what is below
	on     platform.Set // where it is, or may be
	remedy string
}

const (
	guard = "guard it with runtime.GOOS or do without it there"
	roots = "use crypto/x509.SystemCertPool"
)

// The ports that have places. js and wasip1 have what their host gives them,
// so nothing is missing there for certain.
var (
	hosted = platform.OS("js").Union(platform.OS("wasip1"))
	unix   = tag("unix").Union(hosted)
	plan9  = platform.OS("plan9")
	linux  = tag("linux").Union(hosted) // android too
	darwin = tag("darwin").Union(hosted)
)

func tag(name string) platform.Set {
	s, _ := platform.Tag(name)
	return s
}

// places are listed from the more special to the more general; the first that
// covers a path counts. There is no source to derive them from: hier(7) of the
// BSDs and linux, filesystem(7) of illumos, namespace(4) and intro(4) of Plan 9
// say what is where. Where a place may be or not be (/proc on freebsd, /etc on
// android), it counts as being there. Directories that no system is known to
// have are not listed: what users mount at /data is there everywhere.
var places = []place{
	{"/dev/null", unix.Union(plan9), "use os.DevNull"},
	{"/dev/random", unix.Union(plan9), "use crypto/rand"},
	{"/dev/urandom", unix, "use crypto/rand"},
	{"/dev/stdin", unix, "use os.Stdin"},
	{"/dev/stdout", unix, "use os.Stdout"},
	{"/dev/stderr", unix, "use os.Stderr"},
	{"/dev/tty", unix, guard},
	{"/dev/shm", linux.Union(tag("netbsd")), guard},
	{"/dev/mapper", linux, guard},
	{"/dev/disk", linux, guard},
	{"/dev/net", linux, guard},
	{"/dev/kvm", linux.Union(tag("illumos")), guard},
	{"/dev", unix.Union(plan9), guard},

	// GOROOT/src/os/file_unix.go, file_windows.go: what os.TempDir says.
	{"/tmp", unix.Union(plan9).Minus(platform.OS("android")), "use os.TempDir"},

	{"/proc/self/exe", linux.Union(tag("netbsd")), "use os.Executable"},
	{"/proc/cpuinfo", procfs, guard},
	{"/proc/loadavg", procfs, guard},
	{"/proc/meminfo", procfs, guard},
	{"/proc/mounts", procfs, guard},
	{"/proc/net", procfs, guard},
	{"/proc/stat", procfs, guard},
	{"/proc/sys", procfs, guard},
	{"/proc/uptime", procfs, guard},
	{"/proc/version", procfs.Union(platform.OS("aix")), guard},
	{"/proc", unix.Minus(tag("darwin")).Minus(platform.OS("openbsd")).Union(plan9), guard},
	{"/sys/block", linux, guard},
	{"/sys/bus", linux, guard},
	{"/sys/class", linux, guard},
	{"/sys/devices", linux, guard},
	{"/sys/firmware", linux, guard},
	{"/sys/fs", linux, guard},
	{"/sys/kernel", linux, guard},
	{"/sys/module", linux, guard},
	{"/sys/power", linux, guard},
	{"/sys/lib/tls", plan9.Union(hosted), roots},
	{"/sys", linux.Union(plan9), guard},
	{"/run", unix.Minus(tag("darwin")), guard},

	{"/etc/passwd", unix, "use os/user"},
	{"/etc/group", unix, "use os/user"},
	{"/etc/ssl", unix, roots},
	{"/etc/pki", unix, roots},
	{"/etc/certs", unix, roots},
	{"/etc/openssl", unix, roots},
	{"/var/ssl", unix, roots},
	{"/usr/local/etc/ssl", unix, roots},
	{"/etc/ca-certificates", unix, roots},
	{"/usr/share/ca-certificates", unix, roots},
	{"/usr/local/share/certs", unix, roots},
	{"/usr/share/zoneinfo", unix, "use time.LoadLocation"},
	{"/home", unix, "use os.UserHomeDir"},
	// Pods have it on windows too: there it is below the root of the drive.
	{"/var/run/secrets", platform.All(), ""},
	{"/etc", unix, guard},
	{"/var", unix, guard},
	{"/usr", unix.Union(plan9), guard},
	{"/opt", unix, guard},
	{"/srv", unix.Union(plan9), guard},
	{"/bin", unix.Union(plan9), guard},
	{"/sbin", unix, guard},
	{"/lib", unix.Union(plan9), guard},
	{"/lib64", unix, guard},

	{"/Applications", darwin, guard},
	{"/Library", darwin, guard},
	{"/System", darwin, guard},
	{"/Users", darwin, "use os.UserHomeDir"},
	{"/Volumes", darwin, guard},
}

// procfs has the files of linux in /proc; netbsd emulates them.
var procfs = linux.Union(tag("netbsd"))

// windows are paths of windows: with a drive letter, or a UNC path, which
// includes those of devices and pipes.
var windows = place{"", platform.OS("windows").Union(hosted), guard}

// placeOf returns the place of a path of which the beginning is known, and
// whether it is in one.
func placeOf(prefix string, whole bool) (place, bool) {
	if isWindows(prefix) {
		w := windows
		w.name = prefix[:2]
		return w, true
	}
	for _, p := range places {
		rest, ok := strings.CutPrefix(prefix, p.name)
		if ok && (rest == "" && whole || strings.HasPrefix(rest, "/")) {
			return p, true
		}
	}
	return place{}, false
}

// isWindows reports whether a path is one of windows: C:\x, C:/x or \\x\y.
func isWindows(path string) bool {
	if strings.HasPrefix(path, `\\`) {
		return len(path) > 2 && path[2] != '\\'
	}
	if len(path) < 3 || path[1] != ':' || path[2] != '\\' && path[2] != '/' {
		return false
	}
	c := path[0] | 0x20
	return 'a' <= c && c <= 'z'
}
