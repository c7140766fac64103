package scope

import (
	"go/parser"
	"go/token"
	"os"
	"slices"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/suppress"
)

// LeaveNolint leaves //nolint comments to the driver, for one that applies
// them itself and tells which are of no use. It is to be called before any
// analysis.
func LeaveNolint() { leaveNolint = true }

var leaveNolint bool

// Used returns the names in suppression comments that have kept something from
// being reported.
func (s *Scope) Used() []suppress.Use {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.used)
}

// silenced reports whether a comment silences the analyzer at pos, and notes
// which. The place counts as it is in the file, and also where a line
// directive says it is: that of cgo leads to the file that the user wrote. The
// caller holds s.mu.
//
// Findings are few, so that is the time to read comments, whichever files the
// driver has parsed.
func (s *Scope) silenced(pass *analysis.Pass, pos token.Pos) bool {
	silenced := false
	var seen token.Position
	for _, adjusted := range []bool{false, true} {
		p := pass.Fset.PositionFor(pos, adjusted)
		if p.Filename == seen.Filename && p.Line == seen.Line {
			continue
		}
		seen = p
		for _, d := range s.directives(pass, p.Filename) {
			if d.Kind == suppress.Nolint && leaveNolint {
				continue
			}
			if uses := d.Silences(pass.Analyzer.Name, p.Line); uses != nil {
				s.used = append(s.used, uses...)
				silenced = true
			}
		}
	}
	return silenced
}

func (s *Scope) directives(pass *analysis.Pass, name string) []*suppress.Directive {
	list, ok := s.comments[name]
	if !ok {
		list = readDirectives(pass, name)
		if s.comments == nil {
			s.comments = make(map[string][]*suppress.Directive)
		}
		s.comments[name] = list
	}
	return list
}

// readDirectives returns the suppression comments of a file as the driver sees
// it, as far as it can be read.
func readDirectives(pass *analysis.Pass, name string) []*suppress.Directive {
	var src []byte
	var err error
	if pass.ReadFile != nil {
		src, err = pass.ReadFile(name)
	}
	if src == nil || err != nil {
		src, err = os.ReadFile(name)
	}
	if err != nil || !suppress.Mentioned(src) {
		return nil
	}
	fset := token.NewFileSet()
	f, _ := parser.ParseFile(fset, name, src, parser.ParseComments|parser.SkipObjectResolution)
	if f == nil {
		return nil
	}
	return suppress.Parse(fset, f, src)
}
