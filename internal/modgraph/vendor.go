package modgraph

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"golang.org/x/mod/module"
	"golang.org/x/mod/semver"
)

// A vendorList is what vendor/modules.txt says.
type vendorList struct {
	dir      string             // the vendor directory
	packages map[string]*Module // by import path
}

// readVendor reads the vendor directory at root. That it is consistent with
// go.mod is found out by the go command.
func (ms *modules) readVendor(ctx context.Context, root string) error {
	if _, err := ms.goCmd.Run(ctx, "list", "-m"); err != nil {
		return unusual(err.Error())
	}
	v := &vendorList{dir: filepath.Join(root, "vendor"), packages: make(map[string]*Module)}
	ms.vendor = v
	data, err := os.ReadFile(filepath.Join(v.dir, "modules.txt"))
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read modules.txt: %w", err)
	}
	v.parse(string(data), root)
	return nil
}

// parse follows cmd/go/internal/modload.readVendorList.
func (v *vendorList) parse(data, root string) {
	modules := make(map[module.Version]*Module)
	var m *Module
	for line := range strings.Lines(data) {
		line = strings.TrimRight(line, "\r\n")
		if rest, ok := strings.CutPrefix(line, "# "); ok {
			m = nil
			f := strings.Fields(rest)
			if len(f) < 2 {
				continue
			}
			key := module.Version{Path: f[0]}
			switch {
			case semver.IsValid(f[1]):
				key.Version = f[1]
				f = f[2:]
			case f[1] == "=>":
				f = f[1:]
			default:
				continue
			}
			if m = modules[key]; m == nil {
				m = &Module{Path: key.Path, Version: key.Version}
				modules[key] = m
			}
			if len(f) >= 2 && f[0] == "=>" {
				m.Replace = replacement(f[1:], root)
			}
			continue
		}
		if m == nil {
			continue
		}
		if notes, ok := strings.CutPrefix(line, "## "); ok {
			for note := range strings.SplitSeq(notes, ";") {
				if goVersion, ok := strings.CutPrefix(strings.TrimSpace(note), "go "); ok {
					m.GoVersion = goVersion
					if m.Replace != nil {
						m.Replace.GoVersion = goVersion
					}
				}
			}
			continue
		}
		if f := strings.Fields(line); len(f) == 1 && module.CheckImportPath(f[0]) == nil {
			v.packages[f[0]] = m
		}
	}
}

// replacement returns the module after "=>".
func replacement(f []string, root string) *Module {
	switch {
	case len(f) == 2 && semver.IsValid(f[1]):
		return &Module{Path: f[0], Version: f[1]}
	case len(f) == 1:
		dir := filepath.FromSlash(f[0])
		if !filepath.IsAbs(dir) {
			dir = filepath.Join(root, dir)
		}
		return &Module{Path: f[0], Dir: dir}
	}
	return nil
}
