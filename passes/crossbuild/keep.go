package crossbuild

import (
	"bytes"
	"crypto/sha256"
	"encoding/gob"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/internal/executable"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
)

// A keeper keeps on disk what became of packages on ports, by digests of all
// that this depends on, so that what has not changed is not built again: not
// even by the go command, which takes longer to find that out. A nil keeper
// keeps nothing.
type keeper struct {
	mu      sync.Mutex
	table   *diskcache.Table
	salt    []byte
	plan    *plan
	targets string
	again   bool // write only
}

const (
	keptDir  = "builds"
	keptFile = 32 << 20  // bytes, of one module
	keptSize = 128 << 20 // bytes, of all files
)

// newKeeper returns what keeps the outcome of builds like this one, nil if
// digests would not have all that counts.
func newKeeper(cfg *Config, env *gocmd.GoEnv, root string, p *plan) *keeper {
	if p.err != nil || strings.Contains(env.GOVERSION, "devel") {
		return nil
	}
	for _, flag := range []string{"-overlay", "-toolexec", "-modfile"} {
		if strings.Contains(env.GOFLAGS, flag) {
			return nil
		}
	}
	exe, err := executable.Digest()
	if err != nil {
		return nil
	}
	h := sha256.New()
	fmt.Fprintf(h, "%q %q %q %v %v\n", root, cfg.Go.Dir, cfg.Tags, cfg.Tests, cfg.Link)
	fmt.Fprintf(h, "%x %q %q %q\n", exe, env.GOVERSION, env.GOROOT, env.GOFLAGS)
	for _, kv := range cfg.Go.Environ() {
		if key, _, _ := strings.Cut(kv, "="); decides(key) {
			fmt.Fprintf(h, "%q\n", kv)
		}
	}
	for _, name := range []string{env.GOENV, filepath.Join(env.GOROOT, "go.env")} {
		data, _ := os.ReadFile(name) // often there is none
		fmt.Fprintf(h, "%q\n", data)
	}
	salt := h.Sum(nil)
	return &keeper{table: diskcache.OpenTable(keptDir, string(salt)), salt: salt, plan: p, targets: cfg.Targets.String(), again: cfg.Again}
}

// key returns the key of a package on a port, false if its outcome cannot be
// kept.
func (k *keeper) key(in *inputs, path string) (diskcache.Key, bool) {
	sum, ok := in.digests[path]
	h := sha256.New()
	h.Write(k.salt)
	h.Write(sum[:])
	return diskcache.Key(h.Sum(nil)), ok
}

// decides reports whether a variable of the environment may have a say in what
// becomes of a build.
func decides(key string) bool {
	switch key {
	case "GOCACHE", "GOCACHEPROG", "GOTMPDIR", "GOGC", "GOMEMLIMIT", "GOMAXPROCS", "GOTRACEBACK", "GOPROXY", "GOPATH", "GOMODCACHE", "GOBIN":
		return false
	case "CC", "CXX", "AR", "FC", "PKG_CONFIG":
		return true
	}
	return strings.HasPrefix(key, "GO") || strings.HasPrefix(key, "CGO_")
}

// A kept is what is known of a package on a port.
type kept struct {
	States   map[string]state // of it, and of what it needs, if that fails
	Findings []finding.Finding
	Targets  string // of the build, if there are findings: remedies are for them
	Vain     []string
}

// recall adds to r, which has only packages to be built, what is known of them.
func (k *keeper) recall(r *result) {
	in := k.plan.inputs[r.port]
	todo := r.todo
	r.todo = nil
	r.status, r.vain, r.local = make(map[string]state), make(map[string]bool), make(map[string]bool)
	for _, path := range todo {
		var entry kept
		key, ok := k.key(in, path)
		if ok {
			var data []byte
			if data, ok = k.table.Get(key); ok {
				ok = gob.NewDecoder(bytes.NewReader(data)).Decode(&entry) == nil &&
					(len(entry.Findings) == 0 || entry.Targets == k.targets)
			}
		}
		if !ok {
			r.todo = append(r.todo, path)
			continue
		}
		maps.Copy(r.status, entry.States)
		for _, path := range entry.Vain {
			r.vain[path] = true
		}
		r.findings = append(r.findings, entry.Findings...)
	}
}

// keep notes what became of packages on a port.
func (k *keeper) keep(r *result) {
	if k == nil || !r.done || len(r.problems) > 0 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	in := k.plan.inputs[r.port]
	todo := r.todo
	if todo == nil {
		todo = in.matched
	}
	for _, path := range todo {
		key, ok := k.key(in, path)
		if !ok {
			continue
		}
		entry, ok := r.restrict(path)
		if !ok {
			continue
		}
		entry.Targets = k.targets
		var buf bytes.Buffer
		if gob.NewEncoder(&buf).Encode(entry) == nil {
			k.table.Put(key, buf.Bytes())
		}
	}
	// At once: the build may not come to its end. A cache that cannot be
	// written costs time only.
	k.table.Save(keptFile)
	diskcache.Trim(keptDir, keptSize)
}

// restrict returns what r says of a package, and reports whether that is for
// the package to decide: not for a C compiler, a linker, or the network.
func (r *result) restrict(path string) (kept, bool) {
	s, ok := r.status[path]
	if !ok {
		return kept{}, true // excluded
	}
	entry := kept{States: map[string]state{path: s}}
	concerned := map[string]bool{path: true}
	if s.Status == finding.Blocked {
		for _, dep := range s.Errors {
			entry.States[dep] = r.status[dep]
			concerned[dep] = true
		}
	}
	findings := 0
	for _, f := range r.findings {
		if !concerned[f.Package] {
			continue
		}
		if !strings.HasSuffix(f.File, ".go") || !f.Kind.OfSource() {
			return kept{}, false
		}
		findings++
		entry.Findings = append(entry.Findings, f)
	}
	for dep := range r.local { // others may have them listed
		entry.States[dep] = r.status[dep]
	}
	for _, dep := range s.Errors {
		if s.Status == finding.Blocked && r.vain[dep] {
			entry.Vain = append(entry.Vain, dep)
		}
	}
	return entry, s.Status == finding.OK || findings > 0
}
