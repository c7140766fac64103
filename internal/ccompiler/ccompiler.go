// Package ccompiler finds the C compilers with which the go command can build
// cgo code for other ports.
//
// No name is trusted: a compiler counts for a port if, with the flags that the
// go command gives it there, it makes a program of a small C file that checks
// the operating system, and the program is for the machine of the port.
package ccompiler

import (
	"context"
	"fmt"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/quoted"
	"github.com/xplatvet/xplatvet/platform"
)

// A Finder finds C compilers. It is safe for concurrent use as long as its
// fields do not change.
type Finder struct {
	Go         *gocmd.Runner // whose environment has PATH, CC, CXX, CGO_CFLAGS and so on
	Configured []Setting     // compilers that the project names; the first one for a port counts

	mu    sync.Mutex
	found map[platform.Port]func() outcome
}

// A Setting is the compiler that the project names for some ports.
type Setting struct {
	Ports platform.Set
	CC    string // as the environment variable
	Place string // where that is said, as "file:line:column"
}

// A Compiler is one that works for a port.
type Compiler struct {
	Name string   // value of CC
	Kind Kind     // how it was found
	Env  []string // "key=value", for the go command
}

// A Kind says how a compiler was found.
type Kind string

const (
	Environment Kind = "environment"   // CC, or that of go env
	Configured  Kind = "configuration" // a Setting
	GCC         Kind = "gcc"           // a cross compiler, as aarch64-linux-gnu-gcc
	MinGW       Kind = "mingw-w64"
	Clang       Kind = "clang"
	Musl        Kind = "musl"
	Zig         Kind = "zig"
)

// Missing says why there is no compiler for a port.
type Missing struct {
	Install string   // what to install, or else to do; one line
	Tried   []string // compilers that are there but do not work for the port, each with the reason
}

type outcome struct {
	compiler Compiler
	missing  *Missing
	err      error
}

// Find returns a compiler for a port, or what is missing if there is none. The
// error is that of a Setting for the port that is of no use, or of the context.
func (f *Finder) Find(ctx context.Context, port platform.Port) (Compiler, *Missing, error) {
	port.Cgo = true
	f.mu.Lock()
	if f.found == nil {
		f.found = map[platform.Port]func() outcome{}
	}
	find, ok := f.found[port]
	if !ok {
		find = sync.OnceValue(func() outcome { return f.find(ctx, port) })
		f.found[port] = find
	}
	f.mu.Unlock()
	o := find()
	return o.compiler, o.missing, o.err
}

func (f *Finder) find(ctx context.Context, port platform.Port) outcome {
	// The compiler that the user has set, or the default one.
	host, err := f.goEnv(ctx, "GOOS=", "GOARCH=", "CGO_ENABLED=1")
	if err != nil {
		return outcome{err: err}
	}
	var tried []string
	for _, c := range f.candidates(port, host) {
		err := f.try(ctx, port, c.cc)
		switch {
		case ctx.Err() != nil:
			return outcome{err: ctx.Err()}
		case err == nil:
			return outcome{compiler: Compiler{Name: c.cc, Kind: c.kind, Env: f.variables(c)}}
		case c.kind == Configured:
			return outcome{err: fmt.Errorf("%s: cc %q is of no use for %s: %w", c.place, c.cc, port.Pair(), err)}
		case c.generic:
		case c.kind != Environment || port.Pair() == host.pair():
			tried = append(tried, fmt.Sprintf("%s does not work for it: %v", c.cc, err))
		}
	}
	return outcome{missing: &Missing{Install: install(port, host.pair()), Tried: tried}}
}

// variables returns the environment of the go command for c.
func (f *Finder) variables(c candidate) []string {
	env := []string{"CC=" + c.cc}
	if c.kind == Environment && f.Go.Getenv("CXX") != "" {
		return env
	}
	if cxx := cxxOf(c.cc); cxx != "" {
		env = append(env, "CXX="+cxx)
	}
	if c.pkgConfig != "" && f.Go.Getenv("PKG_CONFIG") == "" {
		env = append(env, "PKG_CONFIG="+c.pkgConfig)
	}
	return env
}

// cxxOf returns the C++ compiler that belongs to a C compiler, with its
// arguments, or "" if the name does not tell.
func cxxOf(cc string) string {
	fields, err := quoted.Split(cc)
	if err != nil || len(fields) == 0 {
		return ""
	}
	name := fields[0]
	i := strings.LastIndexAny(name, `/\`) + 1
	dir, base := name[:i], name[i:]
	suffix := ""
	if s, ok := strings.CutSuffix(base, ".exe"); ok {
		base, suffix = s, ".exe"
	}
	switch {
	case base == "zig" && len(fields) > 1 && fields[1] == "cc":
		fields[1] = "c++"
	case strings.Contains(base, "clang") && !strings.Contains(base, "clang++"):
		base = strings.Replace(base, "clang", "clang++", 1)
	case strings.Contains(base, "gcc"):
		base = strings.Replace(base, "gcc", "g++", 1)
	default:
		return ""
	}
	fields[0] = dir + base + suffix
	cxx, err := quoted.Join(fields)
	if err != nil {
		return ""
	}
	return cxx
}
