// Package windows stands for the package of that name, as far as tests use it.
package windows

type LazyDLL struct {
	Name   string
	System bool
}

func NewLazyDLL(name string) *LazyDLL       { return &LazyDLL{Name: name} }
func NewLazySystemDLL(name string) *LazyDLL { return &LazyDLL{Name: name, System: true} }

func (d *LazyDLL) Load() error                   { return nil }
func (d *LazyDLL) Handle() uintptr               { return 0 }
func (d *LazyDLL) NewProc(name string) *LazyProc { return &LazyProc{} }

type LazyProc struct{}

func (p *LazyProc) Find() error   { return nil }
func (p *LazyProc) Addr() uintptr { return 0 }

func (p *LazyProc) Call(a ...uintptr) (r1, r2 uintptr, lastErr error) { return 0, 0, nil }
