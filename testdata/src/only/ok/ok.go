package ok

import (
	"errors"
	"runtime"

	"only/dep"
	"only/linuxdep"
)

func guarded() error {
	switch runtime.GOOS {
	case "linux", "darwin":
		return dep.Free("/")
	}
	if runtime.GOOS == "linux" {
		linuxdep.F()
		func() { linuxdep.G() }()
		m := dep.Mount{}
		return m.Unmount()
	}
	return errors.ErrUnsupported
}

//xplatvet:only linux
func annotated() error {
	linuxdep.F()
	m := &dep.Mount{}
	m.Unmount()
	helper()
	return dep.Free("/")
}

//xplatvet:only linux
func helper() {}

//xplatvet:only linux
type kept struct{ m *dep.Mount }

func (k *kept) close() error {
	annotated()
	return k.m.Unmount()
}

// What only mentions a type makes no value of it.
type holder struct{ m *dep.Mount }

func mentions(m *dep.Mount, x any) (*dep.Mount, func(dep.Mount)) {
	switch x.(type) {
	case dep.Mount, *dep.Mount:
	}
	_, ok := x.(*dep.Mount)
	_ = ok
	return m, func(m dep.Mount) {}
}

var none *dep.Mount

// What is not annotated.
func other() {
	dep.Volume{}.Label()
}

func skipped(t interface{ Skip(...any) }) {
	if runtime.GOOS != "linux" {
		return
	}
	dep.Free("/")
	own := func() {}
	own()
}
