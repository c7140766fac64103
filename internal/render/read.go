package render

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// ReadJSON reads what [JSON] wrote. The report has all of what was written: to
// write it again gives the same bytes. It does not know Report.Root, and
// positions of problems have no end, since the format has neither.
//
// Keys that this version does not know are passed over. What cannot be
// understood is an error that says where: at which line and column, or at
// which element.
func ReadJSON(r io.Reader) (*finding.Report, error) {
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	var head struct {
		Version  *int            `json:"version"`
		Command  string          `json:"command"`
		Findings json.RawMessage `json:"findings"`
	}
	if err := decode(data, &head); err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	switch {
	case head.Version == nil:
		return nil, errors.New("read report: no version: this is not what xplatvet -format=json writes")
	case *head.Version > Version:
		return nil, fmt.Errorf("read report: version %d, but this xplatvet knows versions up to %d; take a newer one", *head.Version, Version)
	case *head.Version < 1:
		return nil, fmt.Errorf("read report: version %d: there is none", *head.Version)
	case head.Findings == nil:
		return nil, fmt.Errorf("read report: no findings: not a report of xplatvet or xplatvet build, but of command %q", head.Command)
	}
	var d Document
	if err := decode(data, &d); err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	report, err := reportOf(&d)
	if err != nil {
		return nil, fmt.Errorf("read report: %w", err)
	}
	return report, nil
}

// decode decodes the one JSON value in data. Errors say where.
func decode(data []byte, into any) error {
	dec := json.NewDecoder(bytes.NewReader(data))
	err := dec.Decode(into)
	var syntax *json.SyntaxError
	var typ *json.UnmarshalTypeError
	switch {
	case errors.Is(err, io.EOF):
		return errors.New("the file is empty")
	case errors.Is(err, io.ErrUnexpectedEOF):
		return fmt.Errorf("%s: the file ends too early", lineColumn(data, len(data)))
	case errors.As(err, &syntax):
		return fmt.Errorf("%s: %w", lineColumn(data, int(syntax.Offset)-1), syntax)
	case errors.As(err, &typ):
		what := typ.Field
		if what == "" {
			what = "the document"
		}
		return fmt.Errorf("%s: %s is of type %s, want %s", lineColumn(data, int(typ.Offset)), what, typ.Value, jsonType(typ))
	case err != nil:
		return err
	}
	rest := bytes.TrimLeft(data[dec.InputOffset():], " \t\r\n")
	if len(rest) > 0 {
		return fmt.Errorf("%s: more follows after the report", lineColumn(data, len(data)-len(rest)))
	}
	return nil
}

// jsonType is what JSON calls the type of a value that was expected.
func jsonType(err *json.UnmarshalTypeError) string {
	switch name := err.Type.Kind().String(); name {
	case "slice":
		return "array"
	case "struct", "map":
		return "object"
	case "int":
		return "integer"
	default:
		return name
	}
}

// lineColumn names the place of a byte, both counted from 1.
func lineColumn(data []byte, offset int) string {
	before := data[:max(0, min(offset, len(data)))]
	return fmt.Sprintf("line %d, column %d", 1+bytes.Count(before, []byte("\n")), len(before)-bytes.LastIndexByte(before, '\n'))
}

// reportOf returns the report that d is the JSON form of.
func reportOf(d *Document) (*finding.Report, error) {
	p := &reader{sets: make(map[string]platform.Set)}
	r := &finding.Report{Command: d.Command, Ports: p.ports(d.Ports, "ports"), PutOff: d.Summary.PutOff}
	for i, f := range d.Findings {
		r.Findings = append(r.Findings, p.finding(f, fmt.Sprintf("findings[%d]", i)))
	}
	for i, v := range d.Verdicts {
		r.Verdicts = append(r.Verdicts, p.verdict(v, fmt.Sprintf("verdicts[%d]", i)))
	}
	for i, q := range d.Problems {
		r.Problems = append(r.Problems, finding.Problem{
			Position: finding.Position{File: q.File, Line: q.Line, Column: q.Column},
			Message:  q.Message,
			Ports:    p.ports(q.Ports, fmt.Sprintf("problems[%d].ports", i)),
		})
	}
	for i, n := range d.Notes {
		r.Notes = append(r.Notes, finding.Note{Message: n.Message, Ports: p.ports(n.Ports, fmt.Sprintf("notes[%d].ports", i))})
	}
	for i, g := range d.Gone {
		r.Gone = append(r.Gone, finding.Finding{
			Analyzer: g.Analyzer, Package: g.Package, Position: finding.Position{File: g.File}, Message: g.Message,
			Ports: p.ports(g.Ports, fmt.Sprintf("gone[%d].ports", i)),
		})
	}
	for i, c := range d.Cover {
		path := fmt.Sprintf("cover[%d]", i)
		for port := range p.port(c.Port, path+".port").Ports() {
			r.Cover = append(r.Cover, finding.Cover{Port: port, For: p.ports(c.For, path+".for")})
			break
		}
	}
	r.Revision, r.Shard = d.Revision, finding.Shard(d.Shard)
	if s := r.Shard; s.Count < 0 || s.Index < 0 || s.Index > s.Count || (s.Index == 0) != (s.Count == 0) {
		p.fail("shard: there is no part %d of %d", s.Index, s.Count)
	}
	if p.err != nil {
		return nil, p.err
	}
	r.Normalize()
	return r, nil
}

// A reader takes a Document apart, and keeps the first error.
type reader struct {
	sets map[string]platform.Set // ports that have been parsed
	err  error
}

func (p *reader) fail(format string, args ...any) {
	if p.err == nil {
		p.err = fmt.Errorf(format, args...)
	}
}

// ports returns the ports of a list; path says where it is.
func (p *reader) ports(list []string, path string) platform.Set {
	var all platform.Set
	for i, name := range list {
		all = all.Union(p.port(name, fmt.Sprintf("%s[%d]", path, i)))
	}
	return all
}

// port returns what one name stands for, a GOOS/GOARCH with or without the
// mark of cgo.
func (p *reader) port(name, path string) platform.Set {
	if s, ok := p.sets[name]; ok {
		return s
	}
	s, err := platform.Parse(name)
	switch {
	case err != nil:
		p.fail("%s: %w", path, err)
	case len(s.Strings()) != 1 || strings.ContainsAny(name, ", *!{"):
		p.fail("%s: %q is not one port", path, name)
	}
	p.sets[name] = s
	return s
}

func (p *reader) finding(f Finding, path string) finding.Finding {
	severity := finding.Severity(f.Severity)
	if severity != finding.Error && severity != finding.Warning {
		p.fail("%s.severity: unknown severity %q", path, f.Severity)
	}
	out := finding.Finding{
		Analyzer: f.Analyzer,
		Severity: severity,
		Package:  f.Package,
		Position: finding.Position(f.Position),
		Message:  f.Message,
		Kind:     finding.Kind(f.Kind),
		Remedy:   f.Remedy,
		Ports:    p.ports(f.Ports, path+".ports"),
	}
	for _, r := range f.Related {
		out.Related = append(out.Related, finding.Related{Position: finding.Position(r.Position), Message: r.Message})
	}
	for _, fix := range f.Fixes {
		g := finding.Fix{Message: fix.Message}
		for _, e := range fix.Edits {
			g.Edits = append(g.Edits, finding.Edit(e))
		}
		out.Fixes = append(out.Fixes, g)
	}
	return out
}

// statuses are those that a Document may have.
var statuses = []finding.Status{finding.OK, finding.Fail, finding.Blocked, finding.Excluded, finding.Skipped}

func (p *reader) verdict(v Verdict, path string) finding.Verdict {
	status := finding.Status(v.Status)
	if !slices.Contains(statuses, status) {
		p.fail("%s.status: unknown status %q", path, v.Status)
	}
	return finding.Verdict{Package: v.Package, Ports: p.port(v.Port, path+".port"), Status: status, Errors: v.Errors}
}
