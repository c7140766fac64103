package stdlib

import (
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/platform"
)

// TestLinknameOracle compares the table with the object files that the
// compiler makes of the standard library: in those, the linker looks at the
// marks of symbols.
func TestLinknameOracle(t *testing.T) {
	if testing.Short() {
		t.Skip("compiles a part of the standard library for other ports")
	}
	root := goroot(t)
	table, err := computeLinknames(&constraint.Context{}, filepath.Join(root, "src"))
	if err != nil {
		t.Fatal(err)
	}
	symbols := buildSymbols(t, root)
	for _, port := range []platform.Port{
		{GOOS: "linux", GOARCH: "amd64"},
		{GOOS: "windows", GOARCH: "386"},
		{GOOS: "darwin", GOARCH: "arm64"},
	} {
		t.Run(port.Pair(), func(t *testing.T) {
			cmd := exec.Command("go", "list", "-deps", "-export", "-f", "{{.ImportPath}} {{.Export}}", "net/http", "internal/fuzz", "os/user", "plugin", "os/signal")
			cmd.Env = append(os.Environ(), "GOOS="+port.GOOS, "GOARCH="+port.GOARCH, "CGO_ENABLED=0", "GOFLAGS=", "GOEXPERIMENT=", "GOWORK=off")
			out, err := cmd.Output()
			if err != nil {
				t.Fatal(err)
			}
			paths := make(map[string]bool)
			args := []string{"wrappers"}
			if platform.Is32Bit(port.GOARCH) {
				args[0] = "aliases" // no 32-bit port passes arguments in registers
			}
			for line := range strings.Lines(string(out)) {
				path, file, _ := strings.Cut(strings.TrimSpace(line), " ")
				paths[path] = true
				if file != "" {
					args = append(args, file)
				}
			}
			out, err = exec.Command(symbols, args...).Output()
			if err != nil {
				t.Fatal(err)
			}
			want := make(map[string]bool)
			for line := range strings.Lines(string(out)) {
				kind, symbol, _ := strings.Cut(strings.TrimSpace(line), " ")
				want[symbol] = want[symbol] || kind == "full"
			}
			compareOpen(t, table, port, paths, want)
		})
	}
}

// compareOpen compares the symbols of the packages in paths that the table has
// for port with those that are in fact marked; want is false for one that may
// be a mere reference to a variable.
func compareOpen(t *testing.T, table *linkTable, port platform.Port, paths, want map[string]bool) {
	var list []string
	for symbol, full := range want {
		path, _, _ := SplitSymbol(symbol)
		switch {
		case strings.HasSuffix(symbol, ".args_stackmap"): // made by the compiler for a function in assembly
			continue
		case symbol == "internal/abi.FuncPCTestFn": // in assembly, and declared in a test only
			continue
		}
		if full && paths[path] && !table.blocked[symbol] && !table.open[symbol].Contains(port) {
			list = append(list, symbol+" is open, the table does not have it")
		}
	}
	same := 0
	for symbol, ports := range table.open {
		path, _, ok := SplitSymbol(symbol)
		if !ok || !paths[path] || !ports.Contains(port) || strings.Contains(symbol, "cgo_libc_") || symbol == "runtime._cgo_clearenv" || symbol == "runtime.tls_g" {
			// The former are pushed by runtime/cgo, which is not built; the
			// last one is under an #if in assembly.
			continue
		}
		if _, ok := want[symbol]; ok {
			same++
		} else {
			list = append(list, symbol+" is in the table, but not open")
		}
	}
	slices.Sort(list)
	for _, s := range list {
		t.Error(s)
	}
	if same < 300 {
		t.Errorf("only %d symbols compared", same)
	}
}

// buildSymbols builds the program that lists marked symbols, and returns its
// name.
func buildSymbols(t *testing.T, root string) string {
	t.Helper()
	src, err := filepath.Abs(filepath.Join("testdata", "symbols.go.txt"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	overlay, err := json.Marshal(map[string]map[string]string{
		"Replace": {filepath.Join(root, "src", "cmd", "xplatvetsymbols", "main.go"): src},
	})
	if err != nil {
		t.Fatal(err)
	}
	file := filepath.Join(dir, "overlay.json")
	if err := os.WriteFile(file, overlay, 0o666); err != nil {
		t.Fatal(err)
	}
	exe := filepath.Join(dir, "symbols.exe")
	cmd := exec.Command("go", "build", "-overlay", file, "-o", exe, "cmd/xplatvetsymbols")
	cmd.Dir = filepath.Join(root, "src", "cmd")
	cmd.Env = append(os.Environ(), "GOFLAGS=", "GOWORK=off", "GOEXPERIMENT=", "GOOS=", "GOARCH=")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	return exe
}

func TestSplitSymbol(t *testing.T) {
	for symbol, want := range map[string]string{
		"time.Sleep":                 "time Sleep true",
		"reflect.(*rtype).Name":      "reflect (*rtype).Name true",
		"golang.org/x/net/ipv4.f":    "golang.org/x/net/ipv4 f true",
		"internal/cpu.HWCap":         "internal/cpu HWCap true",
		"libc_ioctl":                 " libc_ioctl false",
		"":                           "  false",
		"example.com/a.b/internal.f": "example.com/a.b/internal f true",
	} {
		path, name, ok := SplitSymbol(symbol)
		if got := fmt.Sprint(path, " ", name, " ", ok); got != want {
			t.Errorf("SplitSymbol(%q) = %s, want %s", symbol, got, want)
		}
	}
}
