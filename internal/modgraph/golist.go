package modgraph

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

// listFields are the fields of Package, and EmbedFiles, without which go list
// does not look for the files of go:embed patterns.
const listFields = "Dir,ImportPath,Name,ForTest,Standard,DepOnly,Module,Match,GoFiles,CgoFiles,IgnoredGoFiles,InvalidGoFiles," +
	"CFiles,CXXFiles,MFiles,HFiles,FFiles,SFiles,SwigFiles,SwigCXXFiles,SysoFiles,Imports,ImportMap,Error,EmbedFiles"

// goList lists the packages of a port by the go command.
func goList(ctx context.Context, cfg *Config, port platform.Port) ([]*Package, error) {
	args := []string{"list", "-e", "-deps", "-pgo=off", "-json=" + listFields}
	if cfg.Tests {
		args = append(args, "-test")
	}
	if len(cfg.Tags) > 0 {
		args = append(args, "-tags="+strings.Join(cfg.Tags, ","))
	}
	args = append(args, "--")
	args = append(args, cfg.Patterns...)
	out, err := cfg.Go.With(environ(port)...).Run(ctx, args...)
	if err != nil {
		return nil, fmt.Errorf("list packages for %s: %w", port, err)
	}
	pkgs, err := decodeAll[Package](out)
	if err != nil {
		return nil, fmt.Errorf("read output of go list: %w", err)
	}
	for _, p := range pkgs {
		if p.Name == "main" && strings.HasSuffix(p.ImportPath, ".test") && p.Match == nil {
			p.GoFiles = nil // a file in the build cache
		}
	}
	return pkgs, nil
}

// environ returns the environment variables that make the go command build
// for a port.
func environ(port platform.Port) []string {
	cgo := "CGO_ENABLED=0"
	if port.Cgo {
		cgo = "CGO_ENABLED=1"
	}
	return []string{"GOOS=" + port.GOOS, "GOARCH=" + port.GOARCH, cgo}
}

// listModules lists the build list by the go command. Without -e it fails if
// the list cannot be known for sure.
func listModules(ctx context.Context, r *gocmd.Runner) ([]*Module, error) {
	out, err := r.Run(ctx, "list", "-m", "-json=Path,Version,Dir,GoVersion,Main,Replace", "all")
	if err != nil {
		return nil, fmt.Errorf("list modules: %w", err)
	}
	mods, err := decodeAll[Module](out)
	if err != nil {
		return nil, fmt.Errorf("read output of go list -m: %w", err)
	}
	return mods, nil
}

// decodeAll decodes a sequence of JSON values.
func decodeAll[T any](data []byte) ([]*T, error) {
	var list []*T
	for dec := json.NewDecoder(bytes.NewReader(data)); ; {
		v := new(T)
		if err := dec.Decode(v); errors.Is(err, io.EOF) {
			return list, nil
		} else if err != nil {
			return nil, err
		}
		list = append(list, v)
	}
}
