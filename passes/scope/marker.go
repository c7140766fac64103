package scope

import (
	"crypto/sha256"
	"fmt"
	"os"

	"golang.org/x/tools/go/analysis"
)

// Marker returns an analyzer that does nothing, and whose name stands for what
// the Scope in dir is made from. It is for drivers that keep what analyzers
// said, and whose keys have the names of all analyzers in them but no
// configuration file. Whatever else counts is given as extra.
func Marker(dir string, extra ...string) (*analysis.Analyzer, error) {
	s, err := Of(dir)
	if err != nil {
		return nil, err
	}
	h := sha256.New()
	fmt.Fprintf(h, "%s\n%s\n%s %q %q\n", s.config.File, s.config.Digest(), s.Targets, s.Context.Tags, extra)
	if file := s.BaselineFile(); file != "" {
		data, err := os.ReadFile(file)
		fmt.Fprintf(h, "baseline %v\n%s", err != nil, data)
	}
	return &analysis.Analyzer{
		Name:             fmt.Sprintf("xplatvet_%x", h.Sum(nil)[:8]),
		Doc:              "stand for the configuration of xplatvet",
		Run:              func(*analysis.Pass) (any, error) { return nil, nil },
		RunDespiteErrors: true,
		FactTypes:        []analysis.Fact{new(markerFact)}, // it runs where analyzers with facts do
	}, nil
}

// A markerFact is never exported.
type markerFact struct{}

func (*markerFact) AFact() {}

// Mistakes reports mistakes in the configuration file, in the package clause of
// a package for which the analyzers do not run because of them. It is for
// drivers that keep to themselves why an analyzer fails.
var Mistakes = &analysis.Analyzer{
	Name:             "xplatvet",
	Doc:              "report mistakes in .xplatvet.yaml",
	RunDespiteErrors: true,
	Run: func(pass *analysis.Pass) (any, error) {
		dir, f := firstFile(pass)
		if _, err := Of(dir); err != nil && f != nil {
			pass.Report(analysis.Diagnostic{Pos: f.Name.Pos(), End: f.Name.End(), Message: fmt.Sprintf("no analyzer of xplatvet runs: %v", err)})
		}
		return nil, nil
	},
}
