package crossbuild

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/gob"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/internal/executable"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/modgraph"
	"github.com/xplatvet/xplatvet/internal/platform"
)

// A keeper keeps on disk what became of packages on ports, by digests of all
// that this depends on, so that what has not changed is not built again: not
// even by the go command, which takes longer to find that out. A nil keeper
// keeps nothing.
type keeper struct {
	mu      sync.Mutex
	table   *diskcache.Table
	plan    map[platform.Port]*inputs
	targets string
	again   bool // write only
}

// inputs are the packages of a port.
type inputs struct {
	universe universe
	matched  []string                 // packages that patterns name and that have files
	keys     map[string]diskcache.Key // of those whose outcome can be kept
}

const (
	keptDir  = "builds"
	keptFile = 32 << 20  // bytes, of one module
	keptSize = 128 << 20 // bytes, of all files
)

// newKeeper returns what keeps the outcome of builds like this one, nil if
// digests would not have all that counts.
func newKeeper(cfg *Config, env *gocmd.GoEnv, root string, p *plan) *keeper {
	if p.checker == nil || strings.Contains(env.GOVERSION, "devel") {
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
	k := &keeper{table: diskcache.OpenTable(keptDir, string(salt)), plan: make(map[platform.Port]*inputs), targets: cfg.Targets.String(), again: cfg.Again}
	d := &digester{salt: salt, files: make(map[string][]byte), plain: make(map[string]bool)}
	for port := range p.ports.Ports() {
		k.plan[port] = d.inputs(port, p.list(port), cfg.Tests)
	}
	return k
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

// recall returns what is known of a port. It is done if that is everything.
func (k *keeper) recall(port platform.Port) *result {
	r := &result{port: port}
	if k == nil || k.again {
		return r
	}
	in := k.plan[port]
	r.universe.merge(in.universe)
	r.status, r.vain = make(map[string]state), make(map[string]bool)
	for _, path := range in.matched {
		var entry kept
		key, ok := in.keys[path]
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
		for path, s := range entry.States {
			r.status[path] = s
		}
		for _, path := range entry.Vain {
			r.vain[path] = true
		}
		r.findings = append(r.findings, entry.Findings...)
	}
	r.done = len(r.todo) == 0
	if len(r.todo) == len(in.matched) {
		r.todo = nil // what the user asks for, in the words of the user
	}
	slices.Sort(r.todo) // as the go command would come upon them
	return r
}

// keep notes what became of packages on a port.
func (k *keeper) keep(r *result) {
	if k == nil || !r.done || len(r.problems) > 0 {
		return
	}
	k.mu.Lock()
	defer k.mu.Unlock()
	in := k.plan[r.port]
	for _, path := range in.matched {
		key, ok := in.keys[path]
		if !ok || len(r.todo) > 0 && !slices.Contains(r.todo, path) {
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
	for _, dep := range s.Errors {
		if s.Status == finding.Blocked && r.vain[dep] {
			entry.Vain = append(entry.Vain, dep)
		}
	}
	return entry, s.Status == finding.OK || findings > 0
}

// A digester makes digests of what the go command compiles.
type digester struct {
	salt  []byte
	files map[string][]byte // digests of files, and of names in directories
	plain map[string]bool   // files that refer to no others but by name in their directory
	buf   []byte
}

// inputs returns the packages of a port with their digests.
func (d *digester) inputs(port platform.Port, pkgs []*modgraph.Package, tests bool) *inputs {
	in := &inputs{keys: make(map[string]diskcache.Key)}
	all := make(map[string]diskcache.Key, len(pkgs))
	variants := make(map[string][]string)
	for _, l := range pkgs {
		d.buf = append(d.buf[:0], d.salt...)
		d.text(port.String())
		ok := d.listed(l)
		for _, path := range l.Imports {
			path = l.Imported(path)
			if path == "C" || path == "unsafe" {
				continue
			}
			dep, known := all[path]
			ok = ok && known
			d.text(path)
			d.buf = append(d.buf, dep[:]...)
		}
		if ok {
			sum := sha256.Sum256(d.buf)
			all[l.ImportPath] = diskcache.Key(sum[:16])
		}
		if l.ForTest != "" {
			variants[l.ForTest] = append(variants[l.ForTest], l.ImportPath)
		}
	}
	var named []*listed
	for _, l := range pkgs {
		p := listedOf(l)
		named = append(named, p)
		if p.DepOnly || p.isTest() || !(p.exists() || tests && p.testsOnly()) {
			continue
		}
		path := l.ImportPath
		in.matched = append(in.matched, path)
		key, ok := all[path]
		h := sha256.New()
		h.Write(key[:])
		for _, v := range variants[path] {
			key, known := all[v]
			ok = ok && known
			h.Write(key[:])
		}
		if ok && path != "command-line-arguments" {
			in.keys[path] = diskcache.Key(h.Sum(nil))
		}
	}
	in.universe.add(named, tests)
	return in
}

// text adds a string with its length.
func (d *digester) text(s string) {
	d.buf = append(binary.AppendUvarint(d.buf, uint64(len(s))), s...)
}

// listed adds all that counts of a package but its imports. It reports false if
// there is more than it can see.
func (d *digester) listed(l *modgraph.Package) bool {
	d.text(l.ImportPath)
	d.text(l.Name)
	if m := l.Module; m != nil {
		d.text(m.GoVersion)
	}
	if l.Error != nil {
		d.text(l.Error.Err)
	}
	if l.Standard {
		return len(l.CgoFiles) == 0 // else the C compiler counts
	}
	ok := len(l.CgoFiles)+len(l.SwigFiles)+len(l.SwigCXXFiles)+len(l.FFiles) == 0
	fixed := l.InModuleCache()
	if fixed {
		d.text(l.Module.String())
	}
	for _, names := range [][]string{l.GoFiles, l.InvalidGoFiles, l.SFiles, l.HFiles, l.SysoFiles} {
		d.buf = binary.AppendUvarint(d.buf, uint64(len(names)))
		for _, name := range names {
			d.text(name)
			if fixed {
				continue
			}
			sum, plain := d.file(filepath.Join(l.Dir, name))
			d.buf = append(d.buf, sum...)
			ok = ok && plain
		}
	}
	return ok
}

// file returns a digest of a file, nil if it cannot be read, and of the names
// of the files that it may embed. Plain is false if it depends on other files.
func (d *digester) file(name string) (sum []byte, plain bool) {
	if sum, ok := d.files[name]; ok {
		return sum, d.plain[name]
	}
	h := sha256.New()
	data, err := os.ReadFile(name)
	plain = err == nil
	h.Write(data)
	switch filepath.Ext(name) {
	case ".go":
		if bytes.Contains(data, []byte("//go:embed")) {
			h.Write(d.tree(filepath.Dir(name)))
		}
	case ".s", ".h":
		for line := range bytes.Lines(data) {
			if f := bytes.Fields(line); len(f) > 1 && bytes.Equal(f[0], []byte("#include")) {
				plain = plain && !bytes.ContainsAny(f[1], `/\`)
			}
		}
	}
	sum = h.Sum(nil)
	d.files[name], d.plain[name] = sum, plain
	return sum, plain
}

// tree returns a digest of the names of files below a directory: go:embed fails
// where there are none, or other than regular ones.
func (d *digester) tree(dir string) []byte {
	if sum, ok := d.files[dir]; ok {
		return sum
	}
	h := sha256.New()
	filepath.WalkDir(dir, func(name string, e fs.DirEntry, err error) error {
		fmt.Fprintf(h, "%q %v\n", name, err)
		if e != nil {
			fmt.Fprintln(h, e.Type())
		}
		return nil
	})
	d.files[dir] = h.Sum(nil)
	return d.files[dir]
}
