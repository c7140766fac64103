package analyzers_test

import (
	"bufio"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"go/types"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers/buildconstraint"
	"github.com/xplatvet/xplatvet/analyzers/goosvalue"
	"github.com/xplatvet/xplatvet/internal/driver"
	"github.com/xplatvet/xplatvet/passes/scope"
)

func TestScratch(t *testing.T) {
	scope.Analyzer.Flags.Set("platforms", "first-class,js/wasm,plan9/386,windows/386")
	if os.Getenv("STYLE") != "" {
		buildconstraint.Analyzer.Flags.Set("style", "true")
	}
	for _, root := range strings.Fields(os.Getenv("ROOTS")) {
		lines, n := 0, 0
		filepath.WalkDir(root, func(dir string, d fs.DirEntry, err error) error {
			if err != nil || !d.IsDir() {
				return nil
			}
			if b := d.Name(); dir != root && (b == "vendor" || b == "testdata" || strings.HasPrefix(b, ".") || strings.HasPrefix(b, "_")) {
				return filepath.SkipDir
			}
			names, _ := filepath.Glob(filepath.Join(dir, "*.go"))
			fset := token.NewFileSet()
			pkgs := map[string][]*ast.File{}
			for _, name := range names {
				src, _ := os.ReadFile(name)
				sc := bufio.NewScanner(strings.NewReader(string(src)))
				sc.Buffer(nil, 1<<24)
				for sc.Scan() {
					lines++
				}
				f, err := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
				if err != nil {
					continue
				}
				pkgs[f.Name.Name] = append(pkgs[f.Name.Name], f)
			}
			for name, files := range pkgs {
				u := &driver.Unit{Fset: fset, Files: files, Pkg: types.NewPackage("x/"+name, name), Info: new(types.Info)}
				for _, res := range driver.Run(u, []*analysis.Analyzer{buildconstraint.Analyzer, goosvalue.Analyzer}, new(driver.Facts)) {
					if res.Err != nil {
						fmt.Println("ERR", dir, res.Err)
					}
					for _, d := range res.Diagnostics {
						n++
						fmt.Printf("%s: %s (%s)\n", fset.Position(d.Pos), d.Message, res.Analyzer.Name)
					}
				}
			}
			return nil
		})
		fmt.Printf("== %s: %d lines, %d reports\n", root, lines, n)
	}
}
