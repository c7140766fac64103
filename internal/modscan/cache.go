package modscan

import (
	"crypto/sha256"
	"fmt"
	"time"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/diskcache"
	"github.com/xplatvet/xplatvet/platform"
)

// CachedTargets is Targets of the module at root as [SaveTargets] saw it a
// short while ago, or of its files as they are. Under go vet a process runs
// per package, and only the first of them, which go vet asks for its version,
// reads the whole module. Without a module they are the first-class ports.
func CachedTargets(root string, ctx *constraint.Context) platform.Set {
	if root == "" {
		return platform.FirstClass()
	}
	if data, written, err := diskcache.Read(targetsFile(root)); err == nil && time.Since(written) < savedFor {
		if s, err := platform.Parse(string(data)); err == nil {
			return s
		}
	}
	files, err := Files(root, ctx, false)
	if err != nil {
		return platform.FirstClass()
	}
	return Targets(files)
}

// savedFor is how long a record counts: longer than go vet takes, shorter than
// it takes a user to wonder.
const savedFor = 5 * time.Minute

// SaveTargets records the targets of the module at root for CachedTargets.
func SaveTargets(root string, targets platform.Set) error {
	return diskcache.Write(targetsFile(root), []byte(targets.String()))
}

func targetsFile(root string) string {
	return fmt.Sprintf("targets/%x", sha256.Sum256([]byte(root)))
}
