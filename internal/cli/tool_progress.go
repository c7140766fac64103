package cli

import (
	"bytes"
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// A toolProgress shows what the build of a tool is at: one line per step and,
// while the go command works, what it does, in the last line of a terminal, or
// now and then in a log.
type toolProgress struct {
	w        io.Writer // nil if nothing is to be shown
	terminal bool
	start    time.Time

	mu      sync.Mutex
	partial []byte    // of a line that the go command prints
	done    int       // packages that it has named
	told    time.Time // when something was written
	shown   bool      // the last line is to be replaced
}

// logEvery is how long a log stays silent.
const logEvery = 10 * time.Second

func newToolProgress(env Env, quiet bool) *toolProgress {
	p := &toolProgress{w: env.Stderr, terminal: isTerminal(env.Stderr), start: time.Now(), told: time.Now()}
	if quiet {
		p.w = nil
	}
	return p
}

// step begins a step.
func (p *toolProgress) step(message string) {
	if p.w == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
	fmt.Fprintf(p.w, "%s\n", message)
	p.told = time.Now()
}

// Write takes what the go command prints: with -v, a line per package.
func (p *toolProgress) Write(data []byte) (int, error) {
	if p.w == nil {
		return len(data), nil
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.partial = append(p.partial, data...)
	for {
		line, rest, ok := bytes.Cut(p.partial, []byte("\n"))
		if !ok {
			return len(data), nil
		}
		p.show(strings.TrimPrefix(string(bytes.TrimSpace(line)), "go: "))
		p.partial = rest
	}
}

func (p *toolProgress) show(line string) {
	what := "compiling " + line
	if strings.ContainsAny(line, " \t") {
		what = line // "downloading …"
	} else {
		p.done++
	}
	switch {
	case p.terminal:
		const width = 70
		if r := []rune(what); len(r) > width {
			what = string(r[:width-1]) + "…"
		}
		p.clear()
		fmt.Fprintf(p.w, "%s %s", clock(time.Since(p.start)), what)
		p.shown = true
	case time.Since(p.told) >= logEvery:
		fmt.Fprintf(p.w, "%s %s, %s compiled\n", clock(time.Since(p.start)), what, packages(p.done))
		p.told = time.Now()
	}
}

// clear removes what is shown in the last line.
func (p *toolProgress) clear() {
	if p.shown {
		io.WriteString(p.w, "\r\x1b[K")
		p.shown = false
	}
}

// stop ends the show.
func (p *toolProgress) stop() {
	if p.w == nil {
		return
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.clear()
}
