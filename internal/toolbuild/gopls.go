package toolbuild

import "fmt"

// Gopls is the language server of the Go project. It has no hook for analyzers,
// but it takes those of vet.Suite, which a package that is initialised before
// gopls's own can add to: packages are initialised in the order of their paths.
var Gopls = &Tool{
	Name:   "gopls",
	Module: "golang.org/x/tools/gopls",
	first:  "v0.23.0", // earlier ones list the analyzers of vet themselves
	// Below the path of gopls, its internal packages may be imported.
	module: "golang.org/x/tools/gopls/xplatvet",
	plugin: "plugin/gopls",
	ldflags: func(r *Release, src *Source) (string, error) {
		return fmt.Sprintf("-X main.version=%s+xplatvet", r.Version), nil
	},
	probe: func() ([]string, map[string]string) { return []string{"check", probeFile}, nil },
}
