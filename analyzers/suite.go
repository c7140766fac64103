// Package analyzers lists the analyzers of xplatvet.
//
// Each is an [analysis.Analyzer] in a package of its own, which documents it. They
// run under any driver: go vet, multichecker, gopls, golangci-lint, nogo. What the
// user asks for, target ports, build tags, and what is switched off, comes from the
// file .xplatvet.yaml above the package, whatever the driver; without one the
// targets are the first-class ports of Go and those that the module names in its
// build constraints. Diagnostics are about all targets, not only the port that is
// being built, and the files that the build leaves out are analysed too.
//
// That a package does not compile on another port is no diagnostic of an
// analyzer, but of the command xplatvet.
package analyzers

import (
	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers/apiparity"
	"github.com/xplatvet/xplatvet/analyzers/atomicalign"
	"github.com/xplatvet/xplatvet/analyzers/buildconstraint"
	"github.com/xplatvet/xplatvet/analyzers/cgodep"
	"github.com/xplatvet/xplatvet/analyzers/cgoguard"
	"github.com/xplatvet/xplatvet/analyzers/cgolookup"
	"github.com/xplatvet/xplatvet/analyzers/dllload"
	"github.com/xplatvet/xplatvet/analyzers/goosvalue"
	"github.com/xplatvet/xplatvet/analyzers/hardpath"
	"github.com/xplatvet/xplatvet/analyzers/intsize"
	"github.com/xplatvet/xplatvet/analyzers/linkname"
	"github.com/xplatvet/xplatvet/analyzers/missingimpl"
	"github.com/xplatvet/xplatvet/analyzers/only"
	"github.com/xplatvet/xplatvet/analyzers/pathsep"
	"github.com/xplatvet/xplatvet/analyzers/platformapi"
	"github.com/xplatvet/xplatvet/analyzers/porttype"
	"github.com/xplatvet/xplatvet/analyzers/rawsyscall"
	"github.com/xplatvet/xplatvet/analyzers/shellexec"
	"github.com/xplatvet/xplatvet/analyzers/tzdata"
	"github.com/xplatvet/xplatvet/analyzers/unsupported"
	"github.com/xplatvet/xplatvet/internal/finding"
)

// Suite is every analyzer, in alphabetical order.
var Suite = []*analysis.Analyzer{
	apiparity.Analyzer,
	atomicalign.Analyzer,
	buildconstraint.Analyzer,
	cgodep.Analyzer,
	cgoguard.Analyzer,
	cgolookup.Analyzer,
	dllload.Analyzer,
	goosvalue.Analyzer,
	hardpath.Analyzer,
	intsize.Analyzer,
	linkname.Analyzer,
	missingimpl.Analyzer,
	only.Analyzer,
	pathsep.Analyzer,
	platformapi.Analyzer,
	porttype.Analyzer,
	rawsyscall.Analyzer,
	shellexec.Analyzer,
	tzdata.Analyzer,
	unsupported.Analyzer,
}

// Names returns the names of the suite and of the other sources of findings
// that a configuration may switch off.
func Names() []string {
	names := []string{finding.Suppression, finding.Typecheck}
	for _, a := range Suite {
		names = append(names, a.Name)
	}
	return names
}
