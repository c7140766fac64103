// Package emulator finds how programs that were built for other ports can be
// run here, and runs them.
package emulator

import (
	"context"
	"debug/elf"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/ccompiler"
	"github.com/xplatvet/xplatvet/platform"
)

// An Emulator runs programs of one port.
type Emulator struct {
	Name string // of the program that runs them, "" if they run by themselves

	path    string   // of that program; "" if there is none
	args    []string // before the name of the program that is run
	env     []string
	sysroot string // where an interpreter of ELF programs is looked for
	wine    bool
}

// A Host is the machine at hand.
type Host struct {
	Env     []string // environment: PATH, and GOWASIRUNTIME
	Port    platform.Port
	GOROOT  string
	TempDir string // where programs are run; "" is os.TempDir()
}

// qemu is what qemu-user calls each GOARCH.
var qemu = map[string]string{
	"386":      "i386",
	"amd64":    "x86_64",
	"arm":      "arm",
	"arm64":    "aarch64",
	"loong64":  "loongarch64",
	"mips":     "mips",
	"mips64":   "mips64",
	"mips64le": "mips64el",
	"mipsle":   "mipsel",
	"ppc64":    "ppc64",
	"ppc64le":  "ppc64le",
	"riscv64":  "riscv64",
	"s390x":    "s390x",
}

// compatible has the pairs whose programs the system of another one runs too.
var compatible = map[string]string{
	"linux/386":    "linux/amd64",
	"windows/386":  "windows/amd64",
	"freebsd/386":  "freebsd/amd64",
	"darwin/amd64": "darwin/arm64", // Rosetta
}

// Find returns how programs of a port are run, or what is missing for that. As
// the go command does, it takes a program go_GOOS_GOARCH_exec in PATH for what
// runs programs of another port.
func (h Host) Find(port platform.Port) (e *Emulator, missing string) {
	pair := port.Pair()
	if pair == h.Port.Pair() {
		return &Emulator{}, ""
	}
	if name := "go_" + port.GOOS + "_" + port.GOARCH + "_exec"; h.lookPath(name) != "" {
		return &Emulator{Name: name, path: h.lookPath(name)}, ""
	}
	if compatible[pair] == h.Port.Pair() {
		return &Emulator{}, ""
	}
	switch {
	case pair == "js/wasm":
		return h.script("go_js_wasm_exec", "", "node")
	case pair == "wasip1/wasm":
		return h.wasi()
	case port.GOOS == "windows":
		return h.wine(port)
	case port.GOOS == "linux" && h.Port.GOOS == "linux":
		return h.qemu(port)
	}
	return nil, "nothing here runs programs of " + pair
}

func (h Host) qemu(port platform.Port) (*Emulator, string) {
	for _, name := range []string{"qemu-" + qemu[port.GOARCH] + "-static", "qemu-" + qemu[port.GOARCH]} {
		if path := h.lookPath(name); path != "" {
			e := &Emulator{Name: name, path: path}
			// Debian's cross compilers have their C library there.
			if dir := filepath.Join("/usr", ccompiler.Triple(port)); isDir(filepath.Join(dir, "lib")) {
				e.args, e.sysroot = []string{"-L", dir}, dir
			}
			return e, ""
		}
	}
	return nil, "install qemu-user-static (Debian's name)"
}

func (h Host) wine(port platform.Port) (*Emulator, string) {
	names := []string{"wine64", "wine"}
	if port.GOARCH == "386" {
		names = []string{"wine"}
	}
	if port.GOARCH == "amd64" || port.GOARCH == "386" {
		for _, name := range names {
			if path := h.lookPath(name); path != "" {
				return &Emulator{Name: name, path: path, env: []string{"WINEDEBUG=-all"}, wine: true}, ""
			}
		}
		return nil, "install wine"
	}
	return nil, "nothing here runs programs of " + port.Pair()
}

// wasi returns the first runtime of those that Go's own script knows, or the
// one that GOWASIRUNTIME names.
func (h Host) wasi() (*Emulator, string) {
	runtimes := []string{"wasmtime", "wazero", "wasmer", "wasmedge"}
	if own := h.getenv("GOWASIRUNTIME"); own != "" {
		runtimes = []string{own}
	}
	for _, name := range runtimes {
		if h.lookPath(name) != "" {
			return h.script("go_wasip1_wasm_exec", "GOWASIRUNTIME="+name, name)
		}
	}
	return nil, "install " + runtimes[0] + ", or wazero: go install github.com/tetratelabs/wazero/cmd/wazero@latest"
}

// script returns the emulator that a script of the Go distribution is, which
// needs bash and another program.
func (h Host) script(name, env, program string) (*Emulator, string) {
	path := filepath.Join(h.GOROOT, "lib", "wasm", name)
	if _, err := os.Stat(path); err != nil {
		return nil, "there is no " + path
	}
	for _, need := range []string{"bash", program} {
		if h.lookPath(need) == "" {
			install := "install " + need
			if need == "node" {
				install += " (nodejs in Debian)"
			}
			return nil, install
		}
	}
	e := &Emulator{Name: program, path: path}
	if env != "" {
		e.env = []string{env}
	}
	return e, ""
}

// Lacks says what must be installed for a program, which Find cannot tell: the
// loader of the C library that it is linked with, or "".
func (e *Emulator) Lacks(program string) string {
	f, err := elf.Open(program)
	if err != nil {
		return "" // no ELF file
	}
	defer f.Close()
	for _, p := range f.Progs {
		if p.Type != elf.PT_INTERP {
			continue
		}
		name := make([]byte, p.Filesz)
		if _, err := p.ReadAt(name, 0); err != nil {
			return ""
		}
		loader := strings.TrimRight(string(name), "\x00")
		for _, root := range []string{e.sysroot, ""} {
			if _, err := os.Stat(filepath.Join(root, loader)); err == nil {
				return ""
			}
		}
		return fmt.Sprintf("it needs %s: install the C library of the port", loader)
	}
	return ""
}

// Directories that a program has: the one in which it runs, and that for all
// else, emulators included.
const (
	work = "work"
	temp = "temp"
)

// Command returns the command that runs a program, given by its absolute path,
// in a directory that has work and temp.
func (e *Emulator) Command(ctx context.Context, h Host, dir, program string, args ...string) *exec.Cmd {
	name := program
	if e.path != "" {
		name, args = e.path, slices.Concat(e.args, []string{program}, args)
	}
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Dir = filepath.Join(dir, work)
	cmd.Env = append(h.environ(dir), e.env...)
	return cmd
}

// environ returns the reduced environment of a program.
func (h Host) environ(dir string) []string {
	own := filepath.Join(dir, temp)
	env := []string{"HOME=" + own, "PWD=" + filepath.Join(dir, work), "TMPDIR=" + own, "TMP=" + own, "TEMP=" + own}
	keep := []string{"PATH", "LANG", "GOWASIRUNTIMEARGS"}
	if runtime.GOOS == "windows" {
		keep = append(keep, "SYSTEMROOT", "WINDIR", "COMSPEC", "PATHEXT")
	}
	for _, key := range keep {
		if v := h.getenv(key); v != "" {
			env = append(env, key+"="+v)
		}
	}
	return env
}

func (h Host) getenv(key string) string {
	for _, kv := range slices.Backward(h.Env) {
		if k, v, _ := strings.Cut(kv, "="); k == key || runtime.GOOS == "windows" && strings.EqualFold(k, key) {
			return v
		}
	}
	return ""
}

// lookPath returns the path of a program in PATH, or "".
func (h Host) lookPath(name string) string {
	for _, dir := range filepath.SplitList(h.getenv("PATH")) {
		if !filepath.IsAbs(dir) {
			continue
		}
		if path, err := exec.LookPath(filepath.Join(dir, name)); err == nil {
			return path
		}
	}
	return ""
}

func isDir(name string) bool {
	fi, err := os.Stat(name)
	return err == nil && fi.IsDir()
}
