package ccompiler

import (
	"bytes"
	"context"
	"debug/elf"
	"debug/macho"
	"debug/pe"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/xplatvet/xplatvet/internal/quoted"
	"github.com/xplatvet/xplatvet/internal/subprocess"
	"github.com/xplatvet/xplatvet/platform"
)

// patience is how long one C compiler may take for a few lines.
const patience = time.Minute

// try returns nil if cc works for a port. The error is one line.
func (f *Finder) try(ctx context.Context, port platform.Port, cc string) error {
	command, err := quoted.Split(cc)
	if err != nil {
		return err
	}
	if len(command) == 0 {
		return errors.New("no name of a program")
	}
	path := f.lookPath(command[0])
	if path == "" {
		return errors.New("not found in PATH")
	}
	env, err := f.goEnv(ctx, "GOOS="+port.GOOS, "GOARCH="+port.GOARCH, "CGO_ENABLED=1", "CC="+cc)
	if err != nil {
		return err
	}
	dir, err := os.MkdirTemp(f.Go.TempDir, "xplatvet-*")
	if err != nil {
		return fmt.Errorf("create temporary directory: %w", err)
	}
	defer os.RemoveAll(dir)
	if err := os.WriteFile(filepath.Join(dir, "port.c"), []byte(source(port)), 0o666); err != nil {
		return fmt.Errorf("write C file: %w", err)
	}
	args := slices.Clone(command[1:])
	for _, flags := range []string{env.GOGCCFLAGS, env.CGO_CFLAGS} {
		list, err := quoted.Split(flags)
		if err != nil {
			return fmt.Errorf("read C flags of go env: %w", err)
		}
		args = append(args, list...)
	}
	// The go command cuts three words off GOGCCFLAGS, one of which is CC; what
	// is left of "-I ." would be taken for a file.
	args = slices.DeleteFunc(args, func(s string) bool { return s == "-I" || s == "." })
	args = append(args, "-o", "port.out", "port.c")
	if list, err := quoted.Split(env.CGO_LDFLAGS); err == nil {
		args = append(args, list...)
	}
	args = append(args, libraries(port)...)

	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Dir = dir
	cmd.Env = append(f.environ(), "LC_ALL=C", "TMPDIR="+dir)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	if _, err := subprocess.RunWhole(ctx, cmd, time.Second); err != nil {
		return errors.New(reason(out.Bytes(), err))
	}
	return f.machine(filepath.Join(dir, "port.out"), port)
}

func (f *Finder) environ() []string {
	if f.Go.Env == nil {
		return os.Environ()
	}
	return slices.Clone(f.Go.Env)
}

// reason returns the line of a compiler's output that says what is wrong.
func reason(out []byte, err error) string {
	first := ""
	for line := range bytes.Lines(out) {
		text := strings.TrimSpace(string(line))
		if i := strings.Index(text, "error: "); i >= 0 {
			return text[i+len("error: "):]
		}
		if first == "" {
			first = text
		}
	}
	if first == "" {
		return err.Error()
	}
	return first
}

// source returns a C file that compiles for one GOOS only, where the headers
// are that cgo itself needs.
func source(port platform.Port) string {
	var b strings.Builder
	fmt.Fprintf(&b, "#if !(%s)\n#error it is for another operating system\n#endif\n", map[string]string{
		"aix":       "defined _AIX",
		"android":   "defined __ANDROID__",
		"darwin":    "defined __APPLE__",
		"dragonfly": "defined __DragonFly__",
		"freebsd":   "defined __FreeBSD__",
		"illumos":   "defined __sun",
		"ios":       "defined __APPLE__",
		"linux":     "defined __linux__ && !defined __ANDROID__",
		"netbsd":    "defined __NetBSD__",
		"openbsd":   "defined __OpenBSD__",
		"solaris":   "defined __sun",
		"windows":   "defined _WIN32",
	}[port.GOOS])
	bits := 64
	if platform.Is32Bit(port.GOARCH) {
		bits = 32
	}
	fmt.Fprintf(&b, "char word[sizeof(void *) == %d ? 1 : -1];\n", bits/8)
	b.WriteString("#include <stdlib.h>\n#include <errno.h>\n")
	if port.GOOS == "windows" {
		b.WriteString("#include <windows.h>\n#include <process.h>\n")
	} else {
		b.WriteString("#include <pthread.h>\n#include <signal.h>\n")
	}
	if port.GOOS == "darwin" || port.GOOS == "ios" {
		b.WriteString("#include <CoreFoundation/CoreFoundation.h>\n")
	}
	b.WriteString("int main(void) { return malloc(1) == NULL; }\n")
	return b.String()
}

// libraries returns what the linker is to find, as runtime/cgo asks for it.
func libraries(port platform.Port) []string {
	switch port.GOOS {
	case "darwin", "ios":
		return []string{"-lpthread", "-framework", "CoreFoundation"}
	case "windows":
		return nil
	case "android":
		return []string{"-llog"}
	}
	return []string{"-lpthread"}
}

// machine returns an error if a program is not for the machine of a port.
func (f *Finder) machine(name string, port platform.Port) error {
	if _, err := os.Stat(name); err != nil {
		if alt := name + ".exe"; port.GOOS == "windows" {
			name = alt
		}
	}
	got, err := machineOf(name)
	if err != nil {
		return fmt.Errorf("read the program that it makes: %w", err)
	}
	if port.GOOS == "aix" {
		return nil // no library reads XCOFF; the C file has checked the system
	}
	if want := machines[port.GOARCH]; !slices.Contains(want, got) {
		return fmt.Errorf("it compiles for another machine, %s", got)
	}
	return nil
}

// machines has, for each GOARCH, what machineOf says of its programs.
var machines = map[string][]string{
	"386":      {"EM_386 ELFDATA2LSB", "PE 0x14c"},
	"amd64":    {"EM_X86_64 ELFDATA2LSB", "PE 0x8664", "CpuAmd64"},
	"arm":      {"EM_ARM ELFDATA2LSB", "PE 0x1c4"},
	"arm64":    {"EM_AARCH64 ELFDATA2LSB", "PE 0xaa64", "CpuArm64"},
	"loong64":  {"EM_LOONGARCH ELFDATA2LSB"},
	"mips":     {"EM_MIPS ELFDATA2MSB"},
	"mips64":   {"EM_MIPS ELFDATA2MSB"},
	"mips64le": {"EM_MIPS ELFDATA2LSB"},
	"mipsle":   {"EM_MIPS ELFDATA2LSB"},
	"ppc64":    {"EM_PPC64 ELFDATA2MSB"},
	"ppc64le":  {"EM_PPC64 ELFDATA2LSB"},
	"riscv64":  {"EM_RISCV ELFDATA2LSB"},
	"s390x":    {"EM_S390 ELFDATA2MSB"},
}

// machineOf returns the machine that a program is for.
func machineOf(name string) (string, error) {
	file, err := os.Open(name)
	if err != nil {
		return "", err
	}
	defer file.Close()
	magic := make([]byte, 4)
	if _, err := file.ReadAt(magic, 0); err != nil {
		return "", fmt.Errorf("read its first bytes: %w", err)
	}
	switch {
	case string(magic) == elf.ELFMAG:
		f, err := elf.NewFile(file)
		if err != nil {
			return "", err
		}
		return f.Machine.String() + " " + f.Data.String(), nil
	case string(magic[:2]) == "MZ":
		f, err := pe.NewFile(file)
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("PE %#x", f.Machine), nil
	case magic[0] == 0xcf && magic[1] == 0xfa, magic[0] == 0xce && magic[1] == 0xfa:
		f, err := macho.NewFile(file)
		if err != nil {
			return "", err
		}
		return f.Cpu.String(), nil
	}
	return fmt.Sprintf("with the unknown magic number %x", magic), nil
}
