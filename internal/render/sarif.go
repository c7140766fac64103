package render

import (
	"cmp"
	"go/doc/comment"
	"io"
	"net/url"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
)

// SARIF writes r as SARIF 2.1.0, the form that GitHub code scanning and other
// collectors take. It has one run. Names of files are relative to the root of
// the repository, columns count UTF-16 units.
func SARIF(w io.Writer, r *finding.Report, opt Options) error {
	s := &sarif{Report: normalized(r), Options: opt, locator: newLocator(r, opt.Dir), rules: make(map[string]int)}
	defer s.close()
	return writeJSON(w, s.log())
}

// A sarif is a SARIF log in the making.
type sarif struct {
	*finding.Report
	Options
	*locator
	rules map[string]int // indices by name
	list  []sarifRule
}

// srcRoot is how uris say that they are relative to the root of the repository.
const srcRoot = "%SRCROOT%"

func (s *sarif) log() sarifLog {
	run := sarifRun{
		ColumnKind:         "utf16CodeUnits",
		AutomationDetails:  sarifAutomation{ID: "xplatvet/" + escape(s.Command) + "/"},
		OriginalURIBaseIDs: map[string]sarifBase{srcRoot: {sarifText{"the root of the repository"}}},
		Results:            []sarifResult{},
		Properties:         sarifRunProperties{s.Ports.Strings(), s.PutOff},
	}
	prints := s.fingerprints(s.Findings)
	for i, f := range s.Findings {
		run.Results = append(run.Results, s.result(f, prints[i]))
	}
	code := s.ExitCode()
	invocation := sarifInvocation{ExecutionSuccessful: code != 2, ExitCode: code, Notifications: []sarifNotification{}}
	for _, p := range problems(s.Report) {
		n := sarifNotification{Level: "error", Message: sarifText{oneLine(p.Message)}, Properties: sarifPorts{p.Ports.Strings()}}
		if at, own := s.home(p.Position); own {
			n.Locations = []sarifLocation{{PhysicalLocation: s.physical(p.Position, at)}}
		}
		invocation.Notifications = append(invocation.Notifications, n)
	}
	run.Invocations = []sarifInvocation{invocation}
	run.Tool.Driver = sarifDriver{
		Name:           "xplatvet",
		Version:        s.Version,
		InformationURI: "https://github.com/xplatvet/xplatvet",
		Rules:          append([]sarifRule{}, s.list...),
	}
	return sarifLog{
		Schema:  "https://json.schemastore.org/sarif-2.1.0.json",
		Version: "2.1.0",
		Runs:    []sarifRun{run},
	}
}

func (s *sarif) result(f finding.Finding, print string) sarifResult {
	res := sarifResult{
		RuleID:       ruleID(f),
		RuleIndex:    s.rule(f),
		Level:        string(f.Severity),
		Fingerprints: map[string]string{"xplatvet/v1": print},
		Properties:   sarifResultProperties{escape(f.Package), f.Ports.Strings()},
	}
	at, own := s.home(f.Position)
	if at.File != "" {
		res.Locations = []sarifLocation{{PhysicalLocation: s.physical(f.Position, at)}}
		file := f.File
		if !own {
			file = s.gomod
		}
		if hash, ok := s.file(file).lineHash(max(1, at.Line)); ok {
			res.Fingerprints["primaryLocationLineHash"] = hash
		}
	}
	message := told(s.Report, f, own)
	for i, r := range f.Related {
		loc := sarifLocation{ID: i + 1, Message: &sarifText{oneLine(r.Message)}}
		if at, own := s.home(r.Position); own {
			loc.PhysicalLocation = s.physical(r.Position, at)
		} else if where := positionText(r.Position); where != "" {
			loc.Message.Text = where + ": " + loc.Message.Text
		}
		res.Related = append(res.Related, loc)
	}
	res.Message = sarifText{message}
	for _, fix := range f.Fixes {
		if c, ok := s.fix(fix); ok {
			res.Fixes = append(res.Fixes, c)
		}
	}
	return res
}

// rule returns the index of the rule of a finding.
func (s *sarif) rule(f finding.Finding) int {
	rule := s.Options.rule(f)
	i, ok := s.rules[rule.Name]
	if ok {
		return i
	}
	i = len(s.list)
	s.rules[rule.Name] = i
	out := sarifRule{ID: rule.Name, Name: rule.Name, HelpURI: rule.URL}
	out.Properties.Tags = []string{"portability"}
	if rule.Summary != "" {
		out.Short = &sarifText{rule.Summary}
	}
	if rule.Doc != "" {
		doc := new(comment.Parser).Parse(rule.Doc)
		out.Help = &sarifHelp{
			Text:     rule.Doc,
			Markdown: string((&comment.Printer{DocLinkBaseURL: "https://pkg.go.dev"}).Markdown(doc)),
		}
	}
	s.list = append(s.list, out)
	return i
}

// physical returns a place in a file of the repository: at is p, or what p is
// shown at. Columns are those of the source of p.
func (s *sarif) physical(p, at finding.Position) *sarifPhysical {
	loc := &sarifPhysical{ArtifactLocation: artifact(at.File)}
	if at.Line == 0 {
		return loc
	}
	loc.Region = &sarifRegion{StartLine: at.Line}
	if at.Column == 0 {
		return loc
	}
	src := s.file(p.File)
	loc.Region.StartColumn = src.utf16Column(at.Line, at.Column)
	if at.EndLine >= at.Line && at.EndColumn > 0 {
		loc.Region.EndLine = at.EndLine
		loc.Region.EndColumn = src.utf16Column(at.EndLine, at.EndColumn)
	}
	return loc
}

// artifact names a file of the repository by a URI.
func artifact(name string) sarifArtifact {
	uri := url.URL{Path: name}
	return sarifArtifact{URI: uri.String(), URIBaseID: srcRoot}
}

// fix returns the form of a change to files of the repository.
func (s *sarif) fix(fix finding.Fix) (sarifFix, bool) {
	out := sarifFix{Description: sarifText{oneLine(fix.Message)}}
	for _, e := range s.joined(fix.Edits) {
		name, ok := s.name(e.File)
		if !ok || e.Start < 0 || e.End < e.Start {
			return sarifFix{}, false
		}
		i := slices.IndexFunc(out.Changes, func(c sarifChange) bool { return c.ArtifactLocation == artifact(name) })
		if i < 0 {
			i = len(out.Changes)
			out.Changes = append(out.Changes, sarifChange{ArtifactLocation: artifact(name)})
		}
		out.Changes[i].Replacements = append(out.Changes[i].Replacements, sarifReplacement{
			DeletedRegion:   s.deleted(e),
			InsertedContent: sarifText{e.NewText},
		})
	}
	return out, len(out.Changes) > 0
}

// joined returns edits in their order, with those on one line made one:
// readers such as reviewdog offer each by itself.
func (s *sarif) joined(edits []finding.Edit) []finding.Edit {
	edits = slices.Clone(edits)
	slices.SortStableFunc(edits, func(a, b finding.Edit) int {
		return cmp.Or(strings.Compare(a.File, b.File), cmp.Compare(a.Start, b.Start))
	})
	var out []finding.Edit
	for _, e := range edits {
		if n := len(out); n > 0 && out[n-1].File == e.File {
			last, src := &out[n-1], s.file(e.File)
			if src != nil && last.End <= e.Start && e.Start <= len(src.text) {
				if between := string(src.text[last.End:e.Start]); !strings.Contains(between, "\n") {
					last.End, last.NewText = e.End, last.NewText+between+e.NewText
					continue
				}
			}
		}
		out = append(out, e)
	}
	return out
}

// deleted returns what an edit deletes: by lines and columns if the file is
// there, else by bytes.
func (s *sarif) deleted(e finding.Edit) sarifRegion {
	src := s.file(e.File)
	line, column, ok := src.position(e.Start)
	endLine, endColumn, endOK := src.position(e.End)
	if !ok || !endOK {
		length := e.End - e.Start
		return sarifRegion{ByteOffset: &e.Start, ByteLength: &length}
	}
	return sarifRegion{
		StartLine: line, StartColumn: src.utf16Column(line, column),
		EndLine: endLine, EndColumn: src.utf16Column(endLine, endColumn),
	}
}
