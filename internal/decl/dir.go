package decl

import (
	"errors"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"strings"

	"github.com/xplatvet/xplatvet/internal/constraint"
)

// ReadDir parses the files of dir that make up an importable package on some
// port: tests and commands excepted. A file that cannot be read or does not
// parse is left out; the errors of all such files are joined.
func ReadDir(ctx *constraint.Context, fset *token.FileSet, dir string) ([]File, error) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil, err
	}
	var files []File
	var errs []error
	for _, e := range entries {
		path := filepath.Join(dir, e.Name())
		if e.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			continue
		}
		h, err := ctx.ReadFile(path)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		if h.Built.Empty() || h.Package == "main" {
			continue
		}
		f, err := parser.ParseFile(fset, path, nil, parser.SkipObjectResolution)
		if err != nil {
			errs = append(errs, err)
			continue
		}
		files = append(files, File{Syntax: f, Built: h.Built})
	}
	return files, errors.Join(errs...)
}
