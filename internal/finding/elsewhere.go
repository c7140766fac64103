package finding

import (
	"fmt"
	"slices"

	"github.com/xplatvet/xplatvet/platform"
)

// A module that is meant for some systems only, and does not say so, has many
// errors on the others.
const (
	manyErrors = 25 // on other systems
	fewErrors  = 10 // percent of all errors, on a system that it is meant for
)

// Elsewhere returns a note if nearly all errors of the report are on systems
// other than some that have next to none: perhaps the module is not meant for
// them, and only has to say so.
func (r *Report) Elsewhere() (note Note, ok bool) {
	var systems []string
	for p := range r.Ports.Ports() {
		if !slices.Contains(systems, p.GOOS) {
			systems = append(systems, p.GOOS)
		}
	}
	var errors []Finding
	for _, f := range r.Findings {
		if f.Severity == Error && !f.Ports.Empty() {
			errors = append(errors, f)
		}
	}
	var others platform.Set
	meant := false
	for _, goos := range systems {
		n := 0
		for _, f := range errors {
			if f.Ports.Overlaps(platform.OS(goos)) {
				n++
			}
		}
		if 100*n <= fewErrors*len(errors) {
			meant = true
		} else {
			others = others.Union(platform.OS(goos).Intersect(r.Ports))
		}
	}
	n := 0
	for _, f := range errors {
		if f.Ports.SubsetOf(others) {
			n++
		}
	}
	if !meant || n < manyErrors {
		return Note{}, false
	}
	return Note{
		Message: fmt.Sprintf("%d of %d errors are on %s only; if the module is not meant to build there, leave that out with -platforms, or platforms in .xplatvet.yaml",
			n, len(errors), others.Text(r.Ports)),
		Ports: r.Ports,
	}, true
}
