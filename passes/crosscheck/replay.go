package crosscheck

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"flag"
	"fmt"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/internal/executable"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/matrix"
)

// A memory is the outcome of the last check under the same flags, which is that
// of this one if nothing has changed.
type memory struct {
	table *diskcache.Table
	key   diskcache.Key
}

// remembered is what is kept of a report.
type remembered struct {
	Findings []finding.Finding
	Verdicts []finding.Verdict
}

const (
	reportsDir  = "reports"
	reportsFile = 16 << 20 // bytes, of one module under one set of flags
	reportsSize = 64 << 20 // bytes, of all files
)

// newMemory returns what is remembered of checks like this one, or nil if that
// is of no use.
func newMemory(cfg *Config, env *gocmd.GoEnv, mc *matrix.Checker, root string) *memory {
	if cfg.Paranoid || cfg.Again {
		return nil
	}
	exe, err := executable.Digest()
	sum, ok := mc.Fingerprint()
	if err != nil || !ok {
		return nil
	}
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %v %v %v %q\n", root, cfg.Go.Dir, cfg.Patterns, cfg.Targets, cfg.Tests, cfg.NoDeps, cfg.Tags)
	fmt.Fprintf(h, "%x %q %q %q %q\n", exe, env.GOVERSION, env.GOROOT, cfg.Settings, cfg.Suppressions)
	seen := make(map[*analysis.Analyzer]bool)
	var add func([]*analysis.Analyzer)
	add = func(list []*analysis.Analyzer) {
		for _, a := range list {
			if !seen[a] {
				seen[a] = true
				fmt.Fprintln(h, a.Name)
				a.Flags.VisitAll(func(f *flag.Flag) { fmt.Fprintf(h, "%s=%q\n", f.Name, f.Value) })
				add(a.Requires)
			}
		}
	}
	add(cfg.Analyzers)
	name := string(h.Sum(nil))
	h.Write(sum[:])
	return &memory{diskcache.OpenTable(reportsDir, name), diskcache.Key(h.Sum(nil))}
}

// recall fills in a report and reports whether it is remembered.
func (m *memory) recall(r *finding.Report) bool {
	if m == nil {
		return false
	}
	data, ok := m.table.Get(m.key)
	var old remembered
	if !ok || gob.NewDecoder(bytes.NewReader(data)).Decode(&old) != nil {
		return false
	}
	r.Findings, r.Verdicts = old.Findings, old.Verdicts
	return true
}

// keep remembers a report, unless something could not be analysed. A cache that
// cannot be written costs time only.
func (m *memory) keep(r *finding.Report) {
	if m == nil || len(r.Problems) > 0 {
		return
	}
	var buf bytes.Buffer
	if gob.NewEncoder(&buf).Encode(remembered{r.Findings, r.Verdicts}) != nil || buf.Len() > reportsFile {
		return
	}
	m.table.Put(m.key, buf.Bytes())
	m.table.Save(reportsFile / 2)
	diskcache.Trim(reportsDir, reportsSize)
}
