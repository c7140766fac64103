//go:build !aix && !js && !plan9 && !wasip1

package cli

import (
	"io"

	"github.com/vbauerster/mpb/v8"
	"github.com/vbauerster/mpb/v8/decor"
)

// A checkBar shows how much is checked, in the last line of a terminal.
type checkBar struct {
	progress *mpb.Progress
	bar      *mpb.Bar
}

func newCheckBar(w io.Writer) checkProgress {
	return &checkBar{progress: mpb.New(mpb.WithOutput(w), mpb.WithWidth(40))}
}

func (b *checkBar) step(done, total int) {
	if b.bar == nil {
		b.bar = b.progress.AddBar(0,
			mpb.BarRemoveOnComplete(),
			mpb.PrependDecorators(decor.Name("checking "), decor.CountersNoUnit("%d/%d ")),
			mpb.AppendDecorators(decor.Elapsed(decor.ET_STYLE_GO)))
	}
	b.bar.SetTotal(int64(total), false)
	b.bar.SetCurrent(int64(done))
}

func (b *checkBar) stop() {
	if b.bar != nil {
		b.bar.Abort(true)
	}
	b.progress.Wait()
}
