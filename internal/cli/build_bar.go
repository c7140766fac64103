//go:build !aix && !js && !plan9 && !wasip1

package cli

import (
	"fmt"
	"io"
	"slices"
	"strings"
	"sync"
	"time"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"

	"github.com/xplatvet/xplatvet/passes/crossbuild"
	"github.com/xplatvet/xplatvet/platform"
)

// A bar shows progress in the last line of a terminal, and lines above it for
// each port with packages that do not build.
type bar struct {
	w        io.Writer
	progress *mpb.Progress
	bar      *mpb.Bar

	start time.Time
	name  func(platform.Port) string
	news  news

	mu       sync.Mutex // mpb draws in a goroutine of its own
	ports    int
	done     int
	kept     int       // of these, built before
	current  []running // ports being built
	packages int       // built or not, over all ports
	failed   int
}

// A running is a port that is being built.
type running struct {
	port            platform.Port
	compiled, total int // packages; total is 0 if unknown
}

// steps is what a port counts in the bar.
const steps = 100

func newBar(w io.Writer) crossbuild.Progress { return &bar{w: w} }

// Start draws an empty bar.
func (b *bar) Start(ports []platform.Port) {
	b.start, b.ports, b.name = time.Now(), len(ports), portNames(ports)
	b.progress = mpb.New(mpb.WithOutput(b.w), mpb.WithWidth(24))
	b.bar = b.progress.AddBar(int64(steps*len(ports)),
		mpb.PrependDecorators(decor.Any(func(decor.Statistics) string {
			b.mu.Lock()
			defer b.mu.Unlock()
			return fmt.Sprintf("%d/%d ports ", b.done, b.ports)
		})),
		mpb.AppendDecorators(decor.Any(func(decor.Statistics) string { return b.text() })),
		mpb.BarRemoveOnComplete(),
	)
}

// text says what is going on, after the bar: "0:12, about 0:40 left, 2 of 24
// package builds failed, linux/arm64 17/96".
func (b *bar) text() string {
	b.mu.Lock()
	defer b.mu.Unlock()
	elapsed := time.Since(b.start)
	parts := []string{clock(elapsed)}
	// As it went so far, less the ports that took no time.
	done, all := b.steps()-steps*b.kept, steps*(b.ports-b.kept)
	if done > steps/10 && done < all {
		left := time.Duration(float64(elapsed) / float64(done) * float64(all-done))
		parts = append(parts, "about "+clock(left)+" left")
	}
	if b.failed > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d package builds failed", b.failed, b.packages))
	} else if b.packages > 0 {
		parts = append(parts, fmt.Sprintf("%d package builds", b.packages))
	}
	for _, r := range b.current {
		s := b.name(r.port)
		if r.total > 0 {
			s += fmt.Sprintf(" %d/%d", min(r.compiled, r.total), r.total)
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

// steps returns how far the bar is. The caller holds b.mu.
func (b *bar) steps() int {
	n := steps * b.done
	for _, r := range b.current {
		if r.total > 0 {
			n += min(steps*r.compiled/r.total, steps-1)
		}
	}
	return n
}

// Begin shows that port is being built.
func (b *bar) Begin(port platform.Port, packages int) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.current = append(b.current, running{port: port, total: packages})
}

// Compile counts a package.
func (b *bar) Compile(port platform.Port, _ string) {
	b.mu.Lock()
	for i := range b.current {
		if b.current[i].port == port {
			b.current[i].compiled++
		}
	}
	n := b.steps()
	b.mu.Unlock()
	b.bar.SetCurrent(int64(n))
}

// Done moves the bar on.
func (b *bar) Done(o crossbuild.Outcome) {
	b.mu.Lock()
	b.done++
	if o.Kept {
		b.kept++
	}
	b.packages += o.Packages
	b.failed += o.Failed
	b.current = slices.DeleteFunc(b.current, func(r running) bool { return r.port == o.Port })
	n := b.steps()
	b.mu.Unlock()
	if o.Failed > 0 {
		fmt.Fprintf(b.progress, "%s  %s\n%s", b.name(o.Port), outcomeText(o), b.news.of(o))
	}
	b.bar.SetCurrent(int64(n))
}

// Stop removes the bar.
func (b *bar) Stop() {
	b.bar.Abort(true)
	b.progress.Wait()
}
