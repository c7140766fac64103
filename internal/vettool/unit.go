package vettool

import (
	"encoding/json"
	"errors"
	"fmt"
	"go/parser"
	"go/scanner"
	"go/token"
	"go/types"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"
	"golang.org/x/tools/go/gcexportdata"

	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
)

// A unitConfig is the part of a .cfg file that is used: one package.
type unitConfig struct {
	ID            string // "fmt [fmt.test]"
	Dir           string
	ImportPath    string
	GoVersion     string
	GoFiles       []string
	NonGoFiles    []string
	IgnoredFiles  []string
	ModulePath    string // Go 1.26
	ModuleVersion string
	Module        *analysis.Module // Go 1.27
	ImportMap     map[string]string
	PackageFile   map[string]string // import path → export data
	PackageVetx   map[string]string // import path → facts
	VetxOnly      bool
	VetxOutput    string
	Stdout        string
	FixArchive    string
}

// unit analyses the package that a .cfg file describes.
func (t *tool) unit(file string, analyzers []*analysis.Analyzer) (int, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return 0, err
	}
	cfg := new(unitConfig)
	if err := json.Unmarshal(data, cfg); err != nil {
		return 0, fmt.Errorf("read %s: %w", file, err)
	}
	own, vets := t.split(analyzers)
	if cfg.VetxOnly {
		own, vets = driver.OnlyFacts(own), driver.OnlyFacts(vets)
		if isStd(cfg) {
			own = nil // what is known of the standard library is in its table
		}
		if len(own)+len(vets) == 0 {
			return 0, writeVetx(cfg, nil)
		}
	}

	driver.Register(analyzers)
	fset := token.NewFileSet()
	u := &driver.Unit{
		Fset:         fset,
		OtherFiles:   cfg.NonGoFiles,
		IgnoredFiles: cfg.IgnoredFiles,
		Module:       moduleOf(cfg),
		ReadFile:     os.ReadFile,
	}
	// With RunDespiteErrors a syntax error is no reason to stop.
	syntaxErrors, err := parse(u, cfg)
	if err != nil {
		return 0, err
	}
	facts := new(driver.Facts)
	for path, file := range cfg.PackageVetx {
		data, err := os.ReadFile(file)
		if err == nil {
			err = facts.Decode(data)
		}
		if err != nil {
			return 0, fmt.Errorf("read facts of %s: %w", path, err)
		}
	}
	if cfg.VetxOnly && len(vets) == 0 {
		// The facts of the suite come from syntax alone.
		u.Pkg = types.NewPackage(cfg.ImportPath, u.Files[0].Name.Name)
		u.Info = new(types.Info)
	} else if err := typecheck(u, cfg); err != nil {
		return 0, err
	}

	results := driver.Run(u, slices.Concat(own, vets), facts)
	// The go command hands on the facts of direct imports only. The suite can do
	// with that; the analyzers of go vet want those of all that is below.
	vetx, err := facts.Encode(func(pkg string) bool { return len(vets) > 0 || pkg == u.Pkg.Path() })
	if err != nil {
		return 0, err
	}
	if err := writeVetx(cfg, vetx); err != nil {
		return 0, err
	}
	if cfg.VetxOnly {
		return 0, nil
	}
	judged := len(syntaxErrors) == 0 && len(u.TypeErrors) == 0 && len(own) == len(t.suite) && !t.narrowed()
	results = append(results, suppressions(u, results, t.suite, judged), typeErrors(u, syntaxErrors))
	if results, err = putOff(u, cfg, results); err != nil {
		return 0, err
	}
	if t.fix {
		return 0, t.applyFixes(u, cfg, results)
	}
	if t.json {
		return 0, t.output(cfg.Stdout, func(w io.Writer) error { return printJSON(w, fset, cfg.ID, results) })
	}
	return t.printText(fset, results), nil
}

// split tells the analyzers of the suite from those of go vet.
func (t *tool) split(analyzers []*analysis.Analyzer) (own, vets []*analysis.Analyzer) {
	for _, a := range analyzers {
		if slices.Contains(t.suite, a) {
			own = append(own, a)
		} else {
			vets = append(vets, a)
		}
	}
	return own, vets
}

// isStd reports whether the package is in the GOROOT of the go command, which
// tells it to the tools that it runs.
func isStd(cfg *unitConfig) bool {
	goroot := os.Getenv("GOROOT")
	return goroot != "" && below(cfg.Dir, filepath.Join(goroot, "src"))
}

func writeVetx(cfg *unitConfig, data []byte) error {
	if cfg.VetxOutput == "" {
		return nil
	}
	return os.WriteFile(cfg.VetxOutput, data, 0o666)
}

func moduleOf(cfg *unitConfig) *analysis.Module {
	if cfg.Module != nil || cfg.ModulePath == "" {
		return cfg.Module
	}
	// Before Go 1.27 the language version has the form "go1.25".
	return &analysis.Module{Path: cfg.ModulePath, Version: cfg.ModuleVersion, GoVersion: strings.TrimPrefix(cfg.GoVersion, "go")}
}

// parse fills u.Files with the files of the build as far as they parse.
func parse(u *driver.Unit, cfg *unitConfig) (scanner.ErrorList, error) {
	var errs scanner.ErrorList
	for _, name := range cfg.GoFiles {
		f, err := parser.ParseFile(u.Fset, name, nil, parser.ParseComments|parser.SkipObjectResolution)
		var list scanner.ErrorList
		switch {
		case errors.As(err, &list):
			errs = append(errs, list...)
		case err != nil:
			return nil, err
		}
		if f != nil {
			u.Files = append(u.Files, f)
		}
	}
	if len(u.Files) == 0 {
		return nil, fmt.Errorf("package %s has no files", cfg.ImportPath)
	}
	return errs, nil
}

func typecheck(u *driver.Unit, cfg *unitConfig) error {
	if err := gocmd.TooNew(cfg.ImportPath, cfg.GoVersion); err != nil {
		return err
	}
	goarch := os.Getenv("GOARCH")
	if goarch == "" {
		goarch = runtime.GOARCH
	}
	u.Sizes = types.SizesFor("gc", goarch)
	u.Info = driver.NewInfo()
	imp := &exportImporter{cfg: cfg, fset: u.Fset, pkgs: make(map[string]*types.Package)}
	conf := types.Config{
		Importer:  imp,
		Sizes:     u.Sizes,
		GoVersion: cfg.GoVersion,
		Error: func(err error) {
			var te types.Error
			if errors.As(err, &te) {
				u.TypeErrors = append(u.TypeErrors, te)
			}
		},
	}
	u.Pkg, _ = conf.Check(cfg.ImportPath, u.Fset, u.Files, u.Info) // errors went to conf.Error
	if imp.err != nil {
		return imp.err
	}
	return nil
}

// An exportImporter reads the export data of the compiler.
type exportImporter struct {
	cfg  *unitConfig
	fset *token.FileSet
	pkgs map[string]*types.Package
	err  error // the tool is too old to read it
}

func (imp *exportImporter) Import(path string) (*types.Package, error) {
	if mapped, ok := imp.cfg.ImportMap[path]; ok {
		path = mapped
	}
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if pkg := imp.pkgs[path]; pkg != nil && pkg.Complete() {
		return pkg, nil
	}
	file, ok := imp.cfg.PackageFile[path]
	if !ok {
		return nil, fmt.Errorf("no package file for %q", path)
	}
	f, err := os.Open(file)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	r, err := gcexportdata.NewReader(f)
	if err != nil {
		return nil, err
	}
	pkg, err := gcexportdata.Read(r, imp.fset, imp.pkgs, path)
	if err != nil {
		imp.err = gocmd.TooNew("what the go command compiles", os.Getenv("GOVERSION"))
	}
	return pkg, err
}

// typeErrors makes diagnostics of the errors of the type checker. The first
// one would do for the go command, but not for the user.
func typeErrors(u *driver.Unit, syntax scanner.ErrorList) driver.Result {
	res := driver.Result{Analyzer: &analysis.Analyzer{Name: finding.Typecheck}}
	for _, e := range syntax {
		for _, f := range u.Files {
			if tok := u.Fset.File(f.FileStart); tok != nil && tok.Name() == e.Pos.Filename && e.Pos.Offset <= tok.Size() {
				pos := tok.Pos(e.Pos.Offset)
				res.Diagnostics = append(res.Diagnostics, analysis.Diagnostic{Pos: pos, End: pos, Message: e.Msg})
			}
		}
	}
	if len(syntax) > 0 {
		return res
	}
	for _, e := range u.TypeErrors {
		if !strings.HasPrefix(e.Msg, "\t") { // a continuation of the one before
			res.Diagnostics = append(res.Diagnostics, analysis.Diagnostic{Pos: e.Pos, End: e.Pos, Message: e.Msg})
		}
	}
	return res
}
