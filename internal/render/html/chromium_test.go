package html_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/emulation"
	"github.com/chromedp/cdproto/log"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/cdproto/runtime"
	"github.com/chromedp/chromedp"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/render"
)

// A browser shows pages, and remembers what no page may do.
type browser struct {
	t   *testing.T
	ctx context.Context

	mu    sync.Mutex
	wrong []string // requests, errors and messages on the console
}

// newBrowser opens a tab.
func newBrowser(t *testing.T, ctx context.Context) *browser {
	t.Helper()
	ctx, cancel := chromedp.NewContext(ctx)
	t.Cleanup(cancel)
	b := &browser{t: t, ctx: ctx}
	b.run() // opens it
	b.ctx, cancel = context.WithTimeout(ctx, 2*time.Minute)
	t.Cleanup(cancel)
	if err := chromedp.Listen(b.ctx, b.event); err != nil {
		t.Fatal(err)
	}
	_, network := chromedp.Call(b.ctx, network.Enable, network.EnableParams{})
	_, log := chromedp.Call(b.ctx, log.Enable, cdp.Empty{})
	_, runtime := chromedp.Call(b.ctx, runtime.Enable, cdp.Empty{})
	if err := errors.Join(network, log, runtime); err != nil {
		t.Fatal(err)
	}
	return b
}

func (b *browser) event(e any) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch e := e.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "file://") {
			b.wrong = append(b.wrong, "request of "+e.Request.URL)
		}
	case *runtime.EventExceptionThrown:
		b.wrong = append(b.wrong, "exception: "+e.ExceptionDetails.Text)
	case *runtime.EventConsoleAPICalled:
		b.wrong = append(b.wrong, fmt.Sprintf("console.%s", e.Type))
	case *log.EventEntryAdded:
		b.wrong = append(b.wrong, "log: "+e.Entry.Text)
	}
}

func (b *browser) run(actions ...chromedp.Action[chromedp.Void]) {
	b.t.Helper()
	if err := chromedp.Do(b.ctx, actions...); err != nil {
		b.t.Fatal(err)
	}
}

// click clicks on what a selector finds first, which nothing may cover for long:
// what was not on the screen is laid out only when the browser has scrolled to it.
func (b *browser) click(selector string) {
	b.t.Helper()
	place := fmt.Sprintf(`(() => {
		const e = document.querySelector(%q);
		if (!e) return [];
		e.scrollIntoView({block: "center", inline: "nearest"});
		const r = e.getBoundingClientRect(), x = r.left + r.width / 2, y = r.top + r.height / 2;
		return e.contains(document.elementFromPoint(x, y)) ? [x, y] : [];
	})()`, selector)
	var last []float64
	for end := time.Now().Add(20 * time.Second); ; time.Sleep(20 * time.Millisecond) {
		at, err := chromedp.Run(b.ctx, chromedp.Evaluate[[]float64](place))
		if err != nil {
			b.t.Fatalf("%s: %v", selector, err)
		}
		if len(at) == 2 && slices.Equal(at, last) {
			break
		}
		if last = at; time.Now().After(end) {
			b.t.Fatalf("cannot click on %s: it is covered or not there", selector)
		}
	}
	b.run(chromedp.MouseClickXY(last[0], last[1]))
}

// wait waits until an expression is true.
func (b *browser) wait(js string) {
	b.t.Helper()
	if _, err := chromedp.Run(b.ctx, chromedp.Poll[bool](js)); err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
}

// prefer sets the theme of the system.
func (b *browser) prefer(theme string) {
	b.t.Helper()
	_, err := chromedp.Call(b.ctx, emulation.SetEmulatedMedia, emulation.SetEmulatedMediaParams{
		Features: []*emulation.MediaFeature{{Name: "prefers-color-scheme", Value: theme}},
	})
	if err != nil {
		b.t.Fatal(err)
	}
}

// load shows a report, and returns the size of its page.
func (b *browser) load(r *finding.Report) int {
	b.t.Helper()
	file := filepath.Join(b.t.TempDir(), "report.html")
	f, err := os.Create(file)
	if err != nil {
		b.t.Fatal(err)
	}
	opt := render.Options{Rules: []render.Rule{{Name: "hardpath", Summary: "report paths that only some systems have", URL: "https://example.com/hardpath"}}}
	if err := render.HTML(f, r, opt); err != nil {
		b.t.Fatal(err)
	}
	size, err := f.Seek(0, 1)
	if err != nil {
		b.t.Fatal(err)
	}
	if err := f.Close(); err != nil {
		b.t.Fatal(err)
	}
	b.run(chromedp.Navigate("file://" + file))
	return int(size)
}

// eval returns the value of an expression.
func (b *browser) eval(js string) string {
	b.t.Helper()
	out, err := chromedp.Run(b.ctx, chromedp.Evaluate[any](js))
	if err != nil {
		b.t.Fatalf("%s: %v", js, err)
	}
	if s, ok := out.(string); ok {
		return s
	}
	data, err := json.Marshal(out)
	if err != nil {
		b.t.Fatal(err)
	}
	return string(data)
}

// want compares the value of an expression.
func (b *browser) want(js, want string) {
	b.t.Helper()
	if got := b.eval(js); got != want {
		b.t.Errorf("%s is %s, want %s", js, got, want)
	}
}

// keys types keys.
func (b *browser) keys(keys ...string) {
	b.t.Helper()
	for _, k := range keys {
		b.run(chromedp.KeyEvent(k))
	}
}

// quiet fails if a page did what none may do.
func (b *browser) quiet() {
	b.t.Helper()
	b.mu.Lock()
	defer b.mu.Unlock()
	for _, w := range b.wrong {
		b.t.Error(w)
	}
}
