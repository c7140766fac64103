package tzdata

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
)

const zonesProgram = `package main

import (
	"fmt"
	"os"
	"runtime"
	"time"
)

func main() {
	for _, name := range os.Args[1:] {
		if name == "here" {
			fmt.Println(time.Date(2026, 1, 1, 0, 0, 0, 0, time.Local).Format("MST -0700"))
			continue
		}
		loc, err := time.LoadLocation(name)
		if err != nil {
			fmt.Println(err)
			continue
		}
		fmt.Println(time.Date(2026, 1, 1, 0, 0, 0, 0, loc).Format("MST -0700"))
	}
	if len(os.Args) == 1 {
		fmt.Println(runtime.GOROOT())
	}
}
`

// buildZones builds zonesProgram, whose package time takes the directories of
// the system from below the current directory.
func buildZones(t *testing.T, args ...string) string {
	t.Helper()
	dir := t.TempDir()
	file := filepath.Join(runtime.GOROOT(), "src", "time", "zoneinfo_unix.go")
	src, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	overlay := fmt.Sprintf(`{"Replace": {%q: %q}}`, file, filepath.Join(dir, "zoneinfo.txt"))
	for name, text := range map[string]string{
		"main.go":      zonesProgram,
		"go.mod":       "module m\ngo 1.26\n",
		"zoneinfo.txt": strings.ReplaceAll(string(src), `"/usr/share/zoneinfo/"`, `"zoneinfo/"`),
		"overlay.json": overlay,
	} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	exe := filepath.Join(dir, "zones")
	cmd := exec.CommandContext(t.Context(), "go", append([]string{"build", "-overlay=overlay.json", "-o", exe}, args...)...)
	cmd.Dir = dir
	cmd.Env = append(os.Environ(), "PWD="+dir, "GOFLAGS=", "GOWORK=off", "GOOS=linux", "GOARCH=amd64", "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return exe
}

// TestZones holds what the documentation says of where zones come from, and of
// what embedding them costs, against programs.
func TestZones(t *testing.T) {
	plain, embedded := buildZones(t, "-trimpath"), buildZones(t, "-trimpath", "-tags=timetzdata")

	// A file of a zone of which nobody else knows.
	etc := t.TempDir()
	for name, zone := range map[string]string{"env/Here/There": "ENV", "system/zoneinfo/Here/There": "SYS", "system/zoneinfo/Asia/Tokyo": "SYS"} {
		file := filepath.Join(etc, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(file), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(file, zoneFile(zone), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	const unknown = "unknown time zone "
	for _, test := range []struct{ exe, dir, env, args, want string }{
		{plain, ".", "", "UTC", "UTC +0000"},
		{plain, ".", "", "Here/There", unknown + "Here/There"}, // an error, no panic
		{plain, ".", "", "No/Zone ../etc/x", unknown + "No/Zone|time: invalid location name"},
		{plain, "system", "", "Here/There", "SYS +0100"},
		{plain, "system", "ZONEINFO=" + etc + "/env", "Here/There", "ENV +0100"}, // comes first
		{plain, ".", "TZDIR=" + etc + "/env", "Here/There", unknown + "Here/There"},
		{plain, ".", "ZONEINFO=" + runtime.GOROOT() + "/lib/time/zoneinfo.zip", "Asia/Tokyo", "JST +0900"},

		// The data in the program comes after the system's.
		{embedded, ".", "", "Asia/Tokyo", "JST +0900"},
		{embedded, "system", "", "Asia/Tokyo", "SYS +0100"},
		{embedded, ".", "", "Here/There", unknown + "Here/There"},

		// With -trimpath the program does not know where Go is.
		{plain, ".", "", "", ""},
		{plain, ".", "GOROOT=" + runtime.GOROOT(), "", runtime.GOROOT()},

		// TZ is the name of a zone or of a file, or else UTC.
		{plain, "system", "TZ=Here/There", "here", "SYS +0100"},
		{plain, "system", "TZ=EST5EDT,M3.2.0,M11.1.0", "here", "UTC +0000"},
		{embedded, "system", "TZ=EST5EDT,M3.2.0,M11.1.0", "here", "UTC +0000"},
	} {
		cmd := exec.CommandContext(t.Context(), test.exe, strings.Fields(test.args)...)
		cmd.Dir = filepath.Join(etc, test.dir)
		cmd.Env = []string{test.env}
		out, err := cmd.CombinedOutput()
		if err != nil {
			t.Fatalf("%v\n%s", err, out)
		}
		if got := strings.ReplaceAll(strings.TrimSuffix(string(out), "\n"), "\n", "|"); got != test.want {
			t.Errorf("%s %s: %q, want %q", test.env, test.args, got, test.want)
		}
	}

	size := func(name string) int64 {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		return info.Size()
	}
	if kb := (size(embedded) - size(plain)) / 1000; kb < 350 || kb > 550 {
		t.Errorf("the data makes a program %d KB larger, said is about 450", kb)
	}
}

// zoneFile is the file of a zone that is an hour ahead of UTC all the time.
func zoneFile(name string) []byte {
	b := append([]byte("TZif"), make([]byte, 16)...)
	for _, n := range []byte{0, 0, 0, 0, 1, 4} { // one type, four bytes of names
		b = append(b, 0, 0, 0, n)
	}
	b = append(b, 0, 0, 0x0e, 0x10, 0, 0) // 3600 seconds, no summer time, the first name
	return append(b, name+"\x00"...)
}
