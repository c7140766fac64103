package crossbuild

import (
	"slices"
	"testing"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// TestSplit wants every package on every port in exactly one shard, the same
// each time, and no machine with much more to do than needed.
func TestSplit(t *testing.T) {
	cfg := config(t, extract(t, "ports.txtar"), oraclePorts, "./...")
	env, err := cfg.Go.GoEnv(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	b, supported, problems := prepare(t.Context(), cfg, Ports(cfg.Targets, CgoOff))
	if b == nil || b.plan.err != nil {
		t.Fatal(problems, env.GOVERSION)
	}
	ports := slices.Collect(supported.Ports())
	for _, count := range []int{1, 2, 3, 5, 6, 11, 40} {
		type pair struct {
			port platform.Port
			pkg  string
		}
		seen := make(map[pair]int)
		load := make([]int, count)
		for i := range count {
			shard := finding.Shard{Index: i + 1, Count: count}
			parts := b.plan.split(ports, shard)
			for port, part := range parts {
				again := b.plan.split(ports, shard)[port]
				if again == nil || !slices.Equal(again.packages, part.packages) || again.rest != part.rest {
					t.Errorf("%s is not the same each time", shard)
				}
				for _, path := range append(b.plan.matched(port), "") {
					if part.has(path, path != "") {
						seen[pair{port, path}]++
					}
				}
				if part.whole() {
					for _, l := range b.plan.list(port) {
						load[i] += cost(l)
					}
				}
			}
		}
		for _, port := range ports {
			for _, path := range append(b.plan.matched(port), "") {
				if n := seen[pair{port, path}]; n != 1 {
					t.Errorf("of %d shards %d build %q on %s", count, n, path, port)
				}
			}
		}
		if count <= len(ports) && slices.Max(load) > 2*max(1, slices.Min(load))+slices.Max(load)/2 && len(ports)%count == 0 {
			t.Errorf("the load of %d shards is %v", count, load)
		}
	}
}
