package modgraph

import (
	"slices"

	"github.com/xplatvet/xplatvet/platform"
)

// implicitImports returns the imports that the go command adds, or why the
// package cannot be linked.
func (l *loader) implicitImports(p *pkg) (paths []string, err string) {
	add := func(path string) {
		if !slices.Contains(p.Imports, path) && !slices.Contains(paths, path) {
			paths = append(paths, path)
		}
	}
	if len(p.CgoFiles) > 0 {
		add("unsafe")
		if !p.Standard || p.ImportPath != "runtime/cgo" {
			add("runtime/cgo")
		}
		switch p.ImportPath {
		case "runtime/cgo", "runtime/race", "runtime/msan", "runtime/asan":
		default:
			add("syscall")
		}
	}
	if len(p.SwigFiles)+len(p.SwigCXXFiles) > 0 {
		for _, path := range []string{"unsafe", "runtime/cgo", "syscall", "sync"} {
			add(path)
		}
	}
	if p.Name == "main" {
		deps, err := l.linkerDeps()
		if err != "" {
			return paths, err
		}
		for _, path := range deps {
			add(path)
		}
	}
	return paths, ""
}

// linkerDeps is cmd/go/internal/load.LinkerDeps.
func (l *loader) linkerDeps() (deps []string, err string) {
	deps = []string{"runtime"}
	if what := externalLinking(l.port); what != "" {
		if !l.port.Cgo {
			return nil, what + " requires external (cgo) linking, but cgo is not enabled"
		}
		deps = append(deps, "runtime/cgo")
	}
	if l.port.GOARCH == "arm" {
		deps = append(deps, "math")
	}
	return deps, ""
}

// externalLinking says why programs for a port need an external linker, or
// returns "": MustLinkExternal, DefaultPIE and InternalLinkPIESupported of
// platform.
func externalLinking(port platform.Port) string {
	switch port.Pair() {
	case "android/386", "android/amd64", "android/arm", "ios/arm64":
		return port.Pair()
	case "ios/amd64":
		return "default PIE binary"
	}
	return ""
}
