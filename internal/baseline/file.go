package baseline

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/xplatvet/xplatvet/internal/atomicfile"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// Version is the version of the format.
const Version = 1

// line is an Entry in the file.
type line struct {
	Analyzer string `json:"analyzer"`
	Package  string `json:"package,omitempty"`
	File     string `json:"file,omitempty"`
	Code     string `json:"code,omitempty"`
	Severity string `json:"severity,omitempty"`
	Ports    string `json:"ports"` // as platform.Parse has them
	Message  string `json:"message"`
	Count    int    `json:"count,omitempty"` // if it is more than 1
}

// Read reads a Baseline from a file.
func Read(name string) (*Baseline, error) {
	data, err := os.ReadFile(name)
	if err != nil {
		return nil, fmt.Errorf("read baseline: %w", err)
	}
	return Parse(name, data)
}

// Write writes b to a file, all or nothing.
func (b *Baseline) Write(name string) error {
	data, err := b.Format()
	if err == nil {
		err = atomicfile.Write(name, data, 0o644)
	}
	if err != nil {
		return fmt.Errorf("write baseline: %w", err)
	}
	return nil
}

// Format returns the text of b: equal Baselines have equal texts.
func (b *Baseline) Format() ([]byte, error) {
	var buf bytes.Buffer
	fmt.Fprintf(&buf, "{\"version\": %d, \"findings\": [\n", Version)
	for i, e := range b.Entries {
		l := line{e.Analyzer, e.Package, e.File, e.Code, string(e.Severity), e.Ports.String(), e.Message, e.Count}
		if l.Count == 1 {
			l.Count = 0
		}
		enc := json.NewEncoder(&buf)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(l); err != nil {
			return nil, err
		}
		if i < len(b.Entries)-1 {
			buf.Truncate(buf.Len() - 1)
			buf.WriteString(",\n")
		}
	}
	buf.WriteString("]}\n")
	return buf.Bytes(), nil
}

// Parse reads what Format has written. The name of the file appears in errors,
// which tell the line.
func Parse(name string, data []byte) (*Baseline, error) {
	r := &reader{json.NewDecoder(bytes.NewReader(data))}
	r.dec.DisallowUnknownFields()
	entries, err := r.file()
	if err != nil {
		offset := r.dec.InputOffset()
		var syntax *json.SyntaxError
		if errors.As(err, &syntax) {
			offset = min(syntax.Offset, int64(len(data)))
		}
		if errors.Is(err, io.EOF) {
			err = io.ErrUnexpectedEOF
		}
		return nil, fmt.Errorf("read baseline: %s:%d: %w", name, 1+bytes.Count(data[:offset], []byte("\n")), err)
	}
	return New(entries), nil
}

// A reader reads a file. Its errors are where it stands.
type reader struct{ dec *json.Decoder }

func (r *reader) file() ([]Entry, error) {
	if err := r.delim('{'); err != nil {
		return nil, err
	}
	var entries []Entry
	version := 0
	for r.dec.More() {
		tok, err := r.dec.Token()
		if err != nil {
			return nil, err
		}
		switch tok {
		case "version":
			if err := r.dec.Decode(&version); err != nil {
				return nil, err
			}
			if version != Version {
				return nil, fmt.Errorf("version %d: this xplatvet reads version %d", version, Version)
			}
		case "findings":
			if entries, err = r.findings(entries); err != nil {
				return nil, err
			}
		default:
			return nil, fmt.Errorf("unknown key %q", tok)
		}
	}
	if err := r.delim('}'); err != nil {
		return nil, err
	}
	if version == 0 {
		return nil, errors.New("no version: this is no baseline")
	}
	if _, err := r.dec.Token(); !errors.Is(err, io.EOF) {
		return nil, errors.New("more follows the end")
	}
	return entries, nil
}

func (r *reader) findings(entries []Entry) ([]Entry, error) {
	if err := r.delim('['); err != nil {
		return nil, err
	}
	for r.dec.More() {
		var l line
		if err := r.dec.Decode(&l); err != nil {
			return nil, err
		}
		e := Entry{Analyzer: l.Analyzer, Package: l.Package, File: l.File, Code: l.Code, Message: l.Message, Severity: finding.Severity(l.Severity), Count: max(l.Count, 1)}
		if l.Ports != (platform.Set{}).String() {
			var err error
			if e.Ports, err = platform.Parse(l.Ports); err != nil {
				return nil, err
			}
		}
		switch {
		case l.Analyzer == "":
			return nil, errors.New("a finding without analyzer")
		case l.Count < 0:
			return nil, fmt.Errorf("count %d", l.Count)
		}
		entries = append(entries, e)
	}
	return entries, r.delim(']')
}

func (r *reader) delim(want json.Delim) error {
	tok, err := r.dec.Token()
	if err == nil && tok != want {
		return fmt.Errorf("want %v, not %v", want, tok)
	}
	return err
}
