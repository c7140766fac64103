package crossbuild

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"

	gomodule "golang.org/x/mod/module"
	"golang.org/x/mod/semver"

	"github.com/xplatvet/xplatvet/internal/gocmd"
)

// newerModules finds newer versions of modules: the latest one that the go
// command can get, as the user has configured it, or else that is in the
// module cache already. It is safe for concurrent use.
type newerModules struct {
	run   *gocmd.Runner
	cache string // GOMODCACHE
	local bool   // nothing is to be fetched

	mu    sync.Mutex
	known map[string]func() []candidate // by path
}

// A candidate is a version of a module, and where its source is.
type candidate struct{ version, dir string }

// patience is how long the search for the versions of one module may take.
const patience = 20 * time.Second

func newNewerModules(run *gocmd.Runner, env gocmd.GoEnv) *newerModules {
	return &newerModules{
		run:   run,
		cache: env.GOMODCACHE,
		local: strings.Contains(env.GOFLAGS, "-mod=vendor"),
		known: map[string]func() []candidate{},
	}
}

// find returns a version of a module that is newer than m and of which has is
// true, or "". The argument of has is the root of its source.
func (n *newerModules) find(ctx context.Context, m *module, has func(root string) bool) string {
	n.mu.Lock()
	list, ok := n.known[m.Path]
	if !ok {
		list = sync.OnceValue(func() []candidate { return n.candidates(ctx, m) })
		n.known[m.Path] = list
	}
	n.mu.Unlock()
	for _, c := range list() {
		if semver.Compare(c.version, m.Version) > 0 && has(c.dir) {
			return c.version
		}
	}
	return ""
}

// candidates returns the latest version of a module, and the newest one in the
// module cache.
func (n *newerModules) candidates(ctx context.Context, m *module) []candidate {
	var list []candidate
	vendored := m.Dir == "" // as go list says of a vendored module
	if !n.local && !vendored {
		if c := n.latest(ctx, m); c.dir != "" {
			list = append(list, c)
		}
	}
	if c := n.cached(m.Path); c.dir != "" {
		list = append(list, c)
	}
	return list
}

// latest asks the go command for the latest version, and for its source if it
// is newer than m.
func (n *newerModules) latest(ctx context.Context, m *module) candidate {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	// Outside of the user's module, so that nothing of it is changed.
	dir, err := os.MkdirTemp(n.run.TempDir, "xplatvet-*")
	if err != nil {
		return candidate{}
	}
	defer os.RemoveAll(dir)
	run := n.run.With("GOWORK=off", "GO111MODULE=on", "GOFLAGS=-modcacherw="+modcacherw(n.run))
	run.Dir = dir
	var info struct{ Version, Dir string }
	out, err := run.Run(ctx, "list", "-m", "-json", m.Path+"@latest")
	if err != nil || json.Unmarshal(out, &info) != nil || semver.Compare(info.Version, m.Version) <= 0 {
		return candidate{}
	}
	if info.Dir == "" {
		out, err = run.Run(ctx, "mod", "download", "-json", m.Path+"@"+info.Version)
		if err != nil || json.Unmarshal(out, &info) != nil {
			return candidate{}
		}
	}
	return candidate{info.Version, info.Dir}
}

// modcacherw returns the -modcacherw of GOFLAGS, the only flag there that says
// how a module is to be kept.
func modcacherw(run *gocmd.Runner) string {
	if strings.Contains(run.Getenv("GOFLAGS"), "-modcacherw") {
		return "true"
	}
	return "false"
}

// cached returns the newest version of a module whose source is in the module
// cache.
func (n *newerModules) cached(path string) candidate {
	escaped, err := gomodule.EscapePath(path)
	if err != nil || n.cache == "" {
		return candidate{}
	}
	prefix := filepath.Join(n.cache, filepath.FromSlash(escaped)) + "@"
	entries, err := os.ReadDir(filepath.Dir(prefix))
	if err != nil {
		return candidate{} // not there
	}
	var newest candidate
	for _, e := range entries {
		dir := filepath.Join(filepath.Dir(prefix), e.Name())
		escaped, ok := strings.CutPrefix(dir, prefix)
		version, err := gomodule.UnescapeVersion(escaped)
		if ok && err == nil && e.IsDir() && semver.IsValid(version) && (newest.version == "" || semver.Compare(version, newest.version) > 0) {
			newest = candidate{version, dir}
		}
	}
	return newest
}
