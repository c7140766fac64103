//go:build unix

package members

func (p *program) listen() {}

func (p *program) poll() error { return nil }

type file struct{}

func (f *file) sync() {}

type narrow struct{}

func (narrow) sync() {}

func (c *counter) Close() error { return nil }
