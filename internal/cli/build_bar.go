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

	"github.com/xplatvet/xplatvet/internal/platform"
	"github.com/xplatvet/xplatvet/passes/crossbuild"
)

// A bar shows progress in the last line of a terminal, and a line above it for
// each port with packages that do not build.
type bar struct {
	w        io.Writer
	progress *mpb.Progress
	bar      *mpb.Bar

	start time.Time

	mu       sync.Mutex // mpb draws in a goroutine of its own
	current  []string   // ports being built
	last     time.Time  // when the last port was done
	packages int        // built or not, over all ports
	failed   int
}

func newBar(w io.Writer) crossbuild.Progress { return &bar{w: w} }

// Start draws an empty bar.
func (b *bar) Start(ports []platform.Port) {
	b.start = time.Now()
	b.progress = mpb.New(mpb.WithOutput(b.w), mpb.WithWidth(24))
	b.bar = b.progress.AddBar(int64(len(ports)),
		mpb.PrependDecorators(decor.CountersNoUnit("%d/%d ports ")),
		mpb.AppendDecorators(decor.Any(b.text)),
		mpb.BarRemoveOnComplete(),
	)
}

// text says what is going on, after the bar: "0:12, about 0:40 left, 2 of 24
// package builds failed, linux/arm64".
func (b *bar) text(s decor.Statistics) string {
	b.mu.Lock()
	defer b.mu.Unlock()
	parts := []string{clock(time.Since(b.start))}
	if s.Current > 0 {
		// As the ports so far, from the end of the last of them.
		left := b.last.Sub(b.start)/time.Duration(s.Current)*time.Duration(s.Total-s.Current) - time.Since(b.last)
		parts = append(parts, "about "+clock(max(0, left))+" left")
	}
	if b.failed > 0 {
		parts = append(parts, fmt.Sprintf("%d of %d package builds failed", b.failed, b.packages))
	} else if b.packages > 0 {
		parts = append(parts, fmt.Sprintf("%d package builds", b.packages))
	}
	return strings.Join(append(parts, b.current...), ", ")
}

// Begin shows that port is being built.
func (b *bar) Begin(port platform.Port) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.current = append(b.current, port.Pair())
}

// Done moves the bar on.
func (b *bar) Done(o crossbuild.Outcome) {
	b.mu.Lock()
	b.last = time.Now()
	b.packages += o.Packages
	b.failed += o.Failed
	b.current = slices.DeleteFunc(b.current, func(s string) bool { return s == o.Port.Pair() })
	b.mu.Unlock()
	if o.Failed > 0 {
		fmt.Fprintf(b.progress, "%s  %s\n", o.Port.Pair(), outcomeText(o))
	}
	if !o.Skipped {
		b.bar.Increment()
	}
}

// Stop removes the bar.
func (b *bar) Stop() {
	b.bar.Abort(true)
	b.progress.Wait()
}
