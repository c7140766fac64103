// Package gopls gives gopls the analyzers of xplatvet. It is imported by the
// gopls that "xplatvet gopls" builds, and by nothing else.
//
// Gopls takes the analyzers of vet.Suite when it is initialised, so they must be
// in there before. Packages are initialised in the order of their import paths,
// as far as dependencies allow; the path of this one comes before those of gopls.
package gopls

import (
	"os"

	"golang.org/x/tools/go/analysis/suite/vet"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/passes/scope"
)

func init() {
	vet.Suite = append(vet.Suite, analyzers.Suite...)
	vet.Suite = append(vet.Suite, scope.Mistakes)
	// Gopls keeps what analyzers say, on disk too, and knows nothing of the
	// configuration: a gopls that is started after a change shall not recall
	// what was said before. Editors start it in the workspace.
	if dir, err := os.Getwd(); err == nil {
		if marker, err := scope.Marker(dir); err == nil { // else Mistakes will say why
			vet.Suite = append(vet.Suite, marker)
		}
	}
}
