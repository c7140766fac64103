package crossbuild

import (
	"context"
	"fmt"
	"go/build"
	"slices"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/internal/ccompiler"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

// A CgoMode says which targets are built with cgo.
type CgoMode string

const (
	CgoOff  CgoMode = "off"  // those that are targets with cgo on only; "" is the same
	CgoAuto CgoMode = "auto" // those too that need a C compiler, and have one
	CgoOn   CgoMode = "on"   // all that support cgo; it is a problem if they need a C compiler and have none
)

// Ports returns the ports that are built for targets: with CgoOff each
// GOOS/GOARCH pair with cgo off if it is there with cgo off, else with cgo on;
// else all of them, though some will turn out not to be of use.
func Ports(targets platform.Set, mode CgoMode) platform.Set {
	if mode == CgoAuto || mode == CgoOn {
		return targets
	}
	var s platform.Set
	for p := range targets.Ports() { // cgo off comes before on
		if p.Cgo && s.Contains(platform.Port{GOOS: p.GOOS, GOARCH: p.GOARCH}) {
			continue
		}
		s = s.Union(platform.Of(p))
	}
	return s
}

// findCompilers finds C compilers for the ports with cgo on that need one, and
// tells report where there is none. It returns the ports that are to be built.
func (b *builder) findCompilers(ctx context.Context, ports platform.Set, report *finding.Report) platform.Set {
	if b.cfg.Cgo != CgoAuto && b.cfg.Cgo != CgoOn {
		return ports
	}
	finder := &ccompiler.Finder{Go: b.cfg.Go, Configured: b.cfg.CC}
	var (
		mu       sync.Mutex
		wg       sync.WaitGroup
		dropped  platform.Set // of no interest
		unbuilt  platform.Set // problems say why
		parallel = make(chan struct{}, 4)
	)
	b.compilers = make(map[platform.Port][]string)
	for port := range ports.Intersect(withCgo()).Ports() {
		wg.Go(func() {
			parallel <- struct{}{}
			defer func() { <-parallel }()
			on := platform.Of(port)
			needs, pkgConfig, err := b.needsC(ctx, port)
			if err != nil {
				return // the build of the port will say why
			}
			var c ccompiler.Compiler
			var missing *ccompiler.Missing
			if needs {
				c, missing, err = finder.Find(ctx, port)
			}
			mu.Lock()
			defer mu.Unlock()
			switch {
			case ctx.Err() != nil:
			case err != nil:
				unbuilt = unbuilt.Union(on)
				report.Problems = append(report.Problems, finding.Problem{Message: gocmd.Reason(err), Ports: on})
			case !needs && b.cfg.Cgo == CgoAuto:
				dropped = dropped.Union(on)
			case missing != nil && b.cfg.Cgo == CgoAuto:
				dropped = dropped.Union(on)
				report.Notes = append(report.Notes, finding.Note{Message: "not built with cgo: " + missingText(missing), Ports: on})
			case missing != nil:
				unbuilt = unbuilt.Union(on)
				report.Problems = append(report.Problems, finding.Problem{Message: missingText(missing), Ports: on})
			default:
				b.compilers[port] = c.Env
				if note := b.pkgConfigNote(port, c.Env, pkgConfig); note != "" {
					report.Notes = append(report.Notes, finding.Note{Message: note, Ports: on})
				}
			}
		})
	}
	wg.Wait()
	report.Ports = report.Ports.Minus(dropped)
	rest := ports.Minus(dropped.Union(unbuilt))
	if b.cfg.Cover && rest != ports {
		// What is not built must not stand for what is.
		b.plan = newPlan(ctx, &b.cfg, &b.env, b.namer, rest)
	}
	// Machines that find other compilers do not build parts of one build.
	b.plan.revise(fmt.Sprint(rest, b.compilers))
	return rest
}

// missingText says that there is no C compiler, and what to do about that.
func missingText(m *ccompiler.Missing) string {
	text := "there is no C compiler for it"
	if len(m.Tried) > 0 {
		text += " (" + strings.Join(m.Tried, "; ") + ")"
	}
	return text + "; " + m.Install
}

// needsC reports whether the go command needs a C compiler for a port with cgo
// on: there are cgo files among what it compiles. It also returns what
// pkg-config is asked for.
func (b *builder) needsC(ctx context.Context, port platform.Port) (needs bool, pkgConfig []string, err error) {
	look := func(dir string, standard bool) {
		needs = true
		if !standard {
			pkgConfig = append(pkgConfig, b.pkgConfig(dir, port)...)
		}
	}
	if list := b.plan.list(port); list != nil {
		for _, p := range list {
			if len(p.CgoFiles) > 0 {
				look(p.Dir, p.Standard)
			}
		}
	} else {
		list, err := b.list(ctx, b.runner(port), b.cfg.Patterns, "-deps")
		if err != nil {
			return false, nil, err
		}
		for _, p := range list {
			if len(p.CgoFiles) > 0 {
				look(p.Dir, p.Standard)
			}
		}
	}
	slices.Sort(pkgConfig)
	return needs, slices.Compact(pkgConfig), nil
}

// pkgConfig returns what the #cgo pkg-config directives of a package name.
func (b *builder) pkgConfig(dir string, port platform.Port) []string {
	ctx := build.Default
	ctx.GOOS, ctx.GOARCH, ctx.CgoEnabled, ctx.Compiler = port.GOOS, port.GOARCH, true, "gc"
	ctx.BuildTags = b.classifier.constraints.Tags
	p, err := ctx.ImportDir(dir, 0)
	if err != nil {
		return nil // the build will say why
	}
	return slices.DeleteFunc(slices.Clone(p.CgoPkgConfig), func(s string) bool { return strings.HasPrefix(s, "-") })
}

// pkgConfigNote says that pkg-config knows of the host only, if it is asked for
// something on another port, and nothing tells it where to look.
func (b *builder) pkgConfigNote(port platform.Port, env, names []string) string {
	if len(names) == 0 || port.GOOS == b.env.GOHOSTOS && port.GOARCH == b.env.GOHOSTARCH {
		return ""
	}
	if slices.ContainsFunc(env, func(kv string) bool { return strings.HasPrefix(kv, "PKG_CONFIG=") }) {
		return ""
	}
	for _, key := range []string{"PKG_CONFIG", "PKG_CONFIG_LIBDIR", "PKG_CONFIG_SYSROOT_DIR"} {
		if b.cfg.Go.Getenv(key) != "" {
			return ""
		}
	}
	return fmt.Sprintf("pkg-config is asked for %s, and answers for this machine; set PKG_CONFIG_LIBDIR to where the files of the port are",
		strings.Join(names, ", "))
}
