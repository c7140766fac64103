// Package members lacks methods on some ports.
package members

import (
	"io"
	"sync"
)

type program struct {
	sync.Mutex
	name string
}

type poller interface {
	poll() error
	close() error
}

func (p *program) close() error { return nil }

var _ poller = (*program)(nil) // want `^program has no poll on plan9 and windows, so it is not a poller there; add a file with //go:build plan9 \|\| windows that declares it$`

func run(p *program) {
	go p.listen() // want `^program.listen is declared on darwin and linux only, but used on js, plan9 and windows; add a file with //go:build !unix that declares it$`
	p.Lock()
	_ = p.name
	p.listen()
}

func pass(p *program) (poller, error) {
	take(p)
	var q poller
	q = p
	_ = []poller{p}
	_ = struct{ p poller }{p: p}
	_ = poller(p)
	return p, q.poll()
}

func take(poller) {}

// A file is what the system makes it.
func closeAll(f *file, w *wide, c *counter) {
	f.sync()
	w.sync()
	var _ io.Closer = c
	_ = c.Close()
}

// wide has what it embeds.
type wide struct{ narrow }

// counter has Close by way of what it embeds, where it does not declare it.
type counter struct{ io.Closer }
