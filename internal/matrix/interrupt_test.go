package matrix

import (
	"context"
	"errors"
	"testing"

	"github.com/xplatvet/xplatvet/platform"
)

// TestInterrupt interrupts checks at several points. What is said of packages
// that are not Unknown must be what is said of them otherwise, and the further
// a check came the more must be known.
func TestInterrupt(t *testing.T) {
	dir := extract(t, readArchive(t, "testdata/types.txtar"))
	ports, err := platform.Parse("linux/{amd64,386},windows/386,darwin/arm64,plan9/386,js/wasm")
	if err != nil {
		t.Fatal(err)
	}
	ports = ports.Intersect(noCgo())
	tasks := 0
	whole := newChecker(t, dir, ports, true, false)
	whole.Progress = func(done, total int) {
		if done > total || total < tasks {
			t.Errorf("%d of %d, after %d", done, total, tasks)
		}
		tasks = total
	}
	want := outcomes(t, whole)
	known := -1
	for _, stop := range []int{0, tasks / 4, tasks / 2, tasks * 3 / 4, tasks} {
		ctx, cancel := context.WithCancel(t.Context())
		c := newChecker(t, dir, ports, true, false)
		c.Progress = func(done, _ int) {
			if done >= stop {
				cancel()
			}
		}
		got, unknown := 0, 0
		for port := range ports.Ports() {
			order := 0
			err := c.Check(ctx, platform.Of(port), func(on platform.Set, p *Package) error {
				order++
				if p.Unknown {
					unknown++
					return nil
				}
				got++
				p2 := *p
				c.Parse(&p2)
				if key := port.String() + " " + p.Path; describe(order, &p2) != want[key] {
					t.Errorf("interrupted after %d of %d: %s\n%s\nelse:\n%s", stop, tasks, key, describe(order, &p2), want[key])
				}
				return nil
			})
			if err != nil && !errors.Is(err, context.Canceled) {
				t.Fatal(err)
			}
		}
		cancel()
		t.Logf("after %d of %d: %d known, %d not", stop, tasks, got, unknown)
		if got < known {
			t.Errorf("after %d of %d: %d known, before %d", stop, tasks, got, known)
		}
		known = got
		if some := stop > 0 && stop < tasks; some && (got == 0 || unknown == 0) {
			t.Errorf("after %d of %d: %d known, %d not", stop, tasks, got, unknown)
		}
	}
}
