package modgraph

import (
	"context"
	"errors"
	"fmt"
	"go/version"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"golang.org/x/mod/modfile"
	"golang.org/x/mod/module"

	"github.com/xplatvet/xplatvet/internal/gocmd"
)

// modules is the build list, as far as it is known.
type modules struct {
	env   *environment
	goCmd *gocmd.Runner

	main      []*Module          // main modules, in the order of the go command
	roots     map[string]*Module // looked at first, by module path
	all       map[string]*Module // looked at if no root has the package; nil until needed
	rootsOnly bool               // a package of a module that is no root makes go.mod out of date
	required  map[string]bool    // module paths that a main module requires
	replaced  []string           // module paths that are replaced
	excluded  map[module.Version]bool
	sums      map[module.Version]bool // go.sum; nil if sums are not looked at
	work      bool                    // there is a go.work
	vendor    *vendorList             // nil unless -mod=vendor
	why       string                  // why the go command uses the vendor directory or not, as it says it

	mu      sync.Mutex
	fetched map[*Module]fetchResult
}

// readModules finds the modules of the build. Errors may be unusual.
func readModules(ctx context.Context, goCmd *gocmd.Runner, env *environment) (*modules, error) {
	ms := &modules{env: env, goCmd: goCmd, fetched: make(map[*Module]fetchResult), required: make(map[string]bool)}
	if env.work() {
		return ms, ms.readWork(ctx)
	}
	root := filepath.Dir(env.GOMOD)
	file, err := readModFile(env.GOMOD)
	if err != nil {
		return nil, err
	}
	main := &Module{Path: file.Module.Mod.Path, Dir: root, Main: true}
	if file.Go != nil {
		main.GoVersion = file.Go.Version
	}
	if version.Compare("go"+main.GoVersion, env.GOVERSION) > 0 {
		return nil, unusual("go.mod needs go " + main.GoVersion) // the go command refuses
	}
	ms.main = []*Module{main}
	ms.noteMain(file)

	inVendor, err := ms.usesVendor(root, main.GoVersion, false)
	switch {
	case err != nil:
		return nil, err
	case inVendor:
		return ms, ms.readVendor(ctx, root)
	case main.GoVersion == "" || version.Compare("go"+main.GoVersion, "go1.17") < 0:
		if err := ms.readSums(root); err != nil {
			return nil, err
		}
		return ms, ms.readAll(ctx)
	}
	if err := ms.readSums(root); err != nil {
		return nil, err
	}
	ms.rootsOnly = true
	ms.roots = map[string]*Module{main.Path: main}
	for _, r := range file.Require {
		if ms.roots[r.Mod.Path] != nil {
			return nil, unusual("go.mod requires " + r.Mod.Path + " twice")
		}
		if ms.roots[r.Mod.Path], err = ms.rootModule(file, root, r.Mod); err != nil {
			return nil, err
		}
	}
	return ms, nil
}

// readModFile reads the go.mod of a main module. A file that the go command
// may not like is unusual.
func readModFile(name string) (*modfile.File, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read go.mod: %w", err)
	}
	file, err := modfile.Parse(name, data, nil)
	if err != nil || file.Module == nil {
		return nil, unusual("go.mod does not parse")
	}
	if path := file.Module.Mod.Path; path == "std" || path == "cmd" || module.CheckImportPath(path) != nil {
		return nil, unusual("main module is " + path)
	}
	return file, nil
}

// noteMain records what the go.mod of a main module says of other modules.
func (ms *modules) noteMain(file *modfile.File) {
	for _, r := range file.Require {
		ms.required[r.Mod.Path] = true
	}
	for _, r := range file.Replace {
		ms.replaced = append(ms.replaced, r.Old.Path)
	}
	for _, x := range file.Exclude {
		if ms.excluded == nil {
			ms.excluded = make(map[module.Version]bool)
		}
		ms.excluded[x.Mod] = true
	}
}

// usesVendor reports whether the go command builds from the vendor directory
// at root: cmd/go/internal/modload.setDefaultBuildMod.
func (ms *modules) usesVendor(root, goVersion string, work bool) (bool, error) {
	switch ms.env.mod {
	case "vendor":
		return true, nil
	case "readonly":
		return false, nil
	}
	dir := filepath.Join(root, "vendor")
	source := "go.mod"
	if work {
		source = "go.work"
	}
	switch {
	case !isDir(dir):
		return false, nil
	case goVersion == "":
		ms.why = "Go version in " + source + " is unspecified, so vendor directory was not used."
		return false, nil
	case version.Compare("go"+goVersion, "go1.14") < 0:
		ms.why = "Go version in " + source + " is " + goVersion + ", so vendor directory was not used."
		return false, nil
	}
	data, err := os.ReadFile(filepath.Join(dir, "modules.txt"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return false, fmt.Errorf("read modules.txt: %w", err)
	}
	first, _, _ := strings.Cut(string(data), "\n")
	notes, _ := strings.CutPrefix(first, "## ")
	forWork := slices.ContainsFunc(strings.Split(notes, ";"), func(s string) bool { return strings.TrimSpace(s) == "workspace" })
	switch {
	case forWork == work:
		ms.why = "Go version in " + source + " is at least 1.14 and vendor directory exists."
	case forWork:
		ms.why = "Outside workspace mode, but vendor directory is for a workspace."
	default:
		ms.why = "In workspace mode, but vendor directory is not for a workspace"
	}
	return forWork == work, nil
}

// readSums reads the go.sum at root. It has the modules whose sums of content
// and of go.mod are known; the latter have "/go.mod" after their version.
func (ms *modules) readSums(root string) error {
	data, err := os.ReadFile(filepath.Join(root, "go.sum"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read go.sum: %w", err)
	}
	ms.sums = make(map[module.Version]bool)
	for line := range strings.Lines(string(data)) {
		if f := strings.Fields(line); len(f) == 3 && strings.HasPrefix(f[2], "h1:") {
			ms.sums[module.Version{Path: f[0], Version: f[1]}] = true
		}
	}
	return nil
}

// rootModule returns a module that go.mod requires, replacements applied.
func (ms *modules) rootModule(file *modfile.File, root string, v module.Version) (*Module, error) {
	m := &Module{Path: v.Path, Version: v.Version}
	source := v
	for _, r := range file.Replace {
		if r.Old.Path != v.Path || r.Old.Version != "" && r.Old.Version != v.Version {
			continue
		}
		source = r.New
		m.Replace = &Module{Path: r.New.Path, Version: r.New.Version}
		if r.Old.Version != "" {
			break // takes precedence over one for all versions
		}
	}
	if source.Version == "" {
		m.Dir = source.Path
		if !filepath.IsAbs(m.Dir) {
			m.Dir = filepath.Join(root, filepath.FromSlash(m.Dir))
		}
		m.Replace.Dir = m.Dir
		return m, nil
	}
	return m, ms.locate(m)
}

// readAll has the go command list all modules.
func (ms *modules) readAll(ctx context.Context) error {
	list, err := listModules(ctx, ms.goCmd)
	if err != nil {
		return unusual(err.Error())
	}
	all := make(map[string]*Module)
	for _, m := range list {
		if m.Main {
			if i := slices.IndexFunc(ms.main, func(o *Module) bool { return o.Path == m.Path }); i >= 0 {
				m = ms.main[i]
			} else {
				ms.main = append(ms.main, m)
			}
		}
		if err := ms.locate(m); err != nil {
			return err
		}
		if r := ms.roots[m.Path]; r != nil {
			if r.Version != m.Version {
				return unusual("go.mod is out of date")
			}
			m = r
		}
		all[m.Path] = m
	}
	ms.all = all
	return nil
}

// readWork finds the modules of a workspace.
func (ms *modules) readWork(ctx context.Context) error {
	ms.work = true
	root := filepath.Dir(ms.env.GOWORK)
	data, err := os.ReadFile(ms.env.GOWORK)
	if err != nil {
		return fmt.Errorf("read go.work: %w", err)
	}
	file, err := modfile.ParseWork(ms.env.GOWORK, data, nil)
	if err != nil {
		return unusual("go.work does not parse")
	}
	for _, r := range file.Replace {
		ms.replaced = append(ms.replaced, r.Old.Path)
	}
	goVersion := ""
	if file.Go != nil {
		goVersion = file.Go.Version
	}
	inVendor, err := ms.usesVendor(root, goVersion, true)
	if err != nil {
		return err
	}
	ms.roots = make(map[string]*Module)
	for _, use := range file.Use {
		dir := filepath.FromSlash(use.Path)
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(root, dir)
		}
		mod, err := readModFile(filepath.Join(dir, "go.mod"))
		if err != nil {
			return unusual(err.Error())
		}
		m := &Module{Path: mod.Module.Mod.Path, Dir: dir, Main: true}
		if mod.Go != nil {
			m.GoVersion = mod.Go.Version
		}
		if ms.roots[m.Path] != nil {
			return unusual("go.work uses " + m.Path + " twice")
		}
		ms.main = append(ms.main, m)
		ms.roots[m.Path] = m
		ms.noteMain(mod)
	}
	if len(ms.main) == 0 {
		return unusual("go.work uses no module")
	}
	if inVendor {
		return ms.readVendor(ctx, root)
	}
	return ms.readAll(ctx)
}
