package toolbuild

import (
	"crypto/sha256"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// GolangciLint takes analyzers in as module plugins.
var GolangciLint = &Tool{
	Name:   "golangci-lint",
	Module: "github.com/golangci/golangci-lint/v2",
	main:   "cmd/golangci-lint",
	first:  "v2.9.0", // earlier ones have a golang.org/x/tools that is too old
	module: "github.com/golangci/golangci-lint/v2/cmd/xplatvet",
	plugin: "plugin/golangci",
	ldflags: func(r *Release, src *Source) (string, error) {
		// The version is all that its cache knows of the program, so it must be
		// another one for other analyzers.
		digest, err := src.digest()
		if err != nil {
			return "", err
		}
		return fmt.Sprintf("-s -w -X main.version=%s-xplatvet-%s -X main.commit=%s -X main.date=%s",
			strings.TrimPrefix(r.Version, "v"), digest, r.Version, r.Time), nil
	},
	probe: func() ([]string, map[string]string) {
		return []string{"run", "--allow-parallel-runners", "./..."}, map[string]string{".golangci.yml": `version: "2"
linters:
  default: none
  enable: [xplatvet]
  settings:
    custom:
      xplatvet:
        type: module
`}
	},
}

// digest returns a few digits that stand for the source.
func (s *Source) digest() (string, error) {
	h := sha256.New()
	fmt.Fprintln(h, s.Module)
	if s.Dir != "" {
		err := filepath.WalkDir(s.Dir, func(path string, d fs.DirEntry, err error) error {
			switch {
			case err != nil:
				return err
			case d.IsDir() && (d.Name() == "testdata" || strings.HasPrefix(d.Name(), ".") && path != s.Dir):
				return filepath.SkipDir
			case !d.Type().IsRegular():
				return nil
			}
			f, err := os.Open(path)
			if err != nil {
				return err
			}
			defer f.Close()
			fmt.Fprintf(h, "%s\n", path)
			_, err = io.Copy(h, f)
			return err
		})
		if err != nil {
			return "", fmt.Errorf("read xplatvet: %w", err)
		}
	}
	return fmt.Sprintf("%x", h.Sum(nil)[:4]), nil
}
