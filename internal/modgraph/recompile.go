package modgraph

import "slices"

// A recompiler finds, for each test, the packages that stand between it and
// the package that it tests: they are compiled once more.
type recompiler struct {
	reaches [][]uint64 // by number of a package, the tests by index whose package it needs; nil if not known
	seen    []int      // by number of a package, the last test that it was seen for, plus 1
}

func newRecompiler(l *loader, sets []*testSet) *recompiler {
	r := &recompiler{seen: make([]int, l.count)}
	if l.odd {
		return r // with cycles one pass is not enough
	}
	r.reaches = make([][]uint64, l.count)
	tests := make([]int, l.count) // index of the test of a package, plus 1
	for i, s := range sets {
		tests[s.of.number] = i + 1
	}
	words := (len(sets) + 63) / 64
	none := make([]uint64, words)
	var walk func(p *pkg) []uint64
	walk = func(p *pkg) []uint64 {
		if bits := r.reaches[p.number]; bits != nil {
			return bits
		}
		bits := none
		add := func(w int, b uint64) {
			if bits[w]|b != bits[w] {
				if &bits[0] == &none[0] {
					bits = make([]uint64, words)
				}
				bits[w] |= b
			}
		}
		for _, dep := range p.imports {
			for w, b := range walk(dep) {
				add(w, b)
			}
		}
		if i := tests[p.number] - 1; i >= 0 {
			add(i/64, 1<<(i%64))
		}
		r.reaches[p.number] = bits
		return bits
	}
	for _, s := range sets {
		walk(s.main)
	}
	return r
}

// needs reports whether p may need the package that test i tests.
func (r *recompiler) needs(p *pkg, i int) bool {
	return r.reaches == nil || r.reaches[p.number][i/64]>>(i%64)&1 != 0
}

// recompile is cmd/go/internal/load.recompileForTest.
func (r *recompiler) recompile(i int, s *testSet) {
	var order []*pkg
	var walk func(p *pkg)
	walk = func(p *pkg) {
		if r.seen[p.number] == i+1 || !r.needs(p, i) && p != s.test {
			return
		}
		r.seen[p.number] = i + 1
		for _, dep := range p.imports {
			walk(dep)
		}
		order = append(order, p)
	}
	walk(s.main)

	copies := map[*pkg]*pkg{s.of: s.test}
	for _, p := range order {
		if p == s.of {
			continue
		}
		split := p == s.main || p == s.xtest || p == s.test
		copyOnce := func() {
			if split {
				return
			}
			split = true
			c := *p
			copies[p] = &c
			c.ForTest = s.of.ImportPath
			c.imports = slices.Clone(p.imports)
			c.root = false
			p = &c
		}
		for k, dep := range p.imports {
			if c := copies[dep]; c != nil && c != dep {
				copyOnce()
				p.imports[k] = c
			}
		}
		if p.Name == "main" && p != s.main && p != s.test {
			copyOnce()
		}
	}
	if s.test != s.of {
		if err := s.cycle(r.reaches == nil); err != nil {
			s.test.Error = err
		}
	}
}

// cycle returns an error if the test imports itself. What leads to it is then
// a copy of a package for it, unless there are other cycles.
func (s *testSet) cycle(others bool) *Error {
	test := s.test
	leads := func(p *pkg) bool { return others || p.ForTest == s.of.ImportPath }
	importer := make(map[*pkg]*pkg)
	var queue []*pkg
	for _, p := range test.imports {
		if leads(p) {
			importer[p] = nil
			queue = append(queue, p)
		}
	}
	for ; len(queue) > 0; queue = queue[1:] {
		p := queue[0]
		if p == test {
			var stack []string
			for ; p != nil; p = importer[p] {
				stack = append(stack, p.ImportPath)
			}
			stack = append(stack, test.ImportPath)
			slices.Reverse(stack)
			return &Error{ImportStack: stack, Err: "import cycle not allowed in test"}
		}
		for _, dep := range p.imports {
			if _, ok := importer[dep]; !ok && leads(dep) {
				importer[dep] = p
				queue = append(queue, dep)
			}
		}
	}
	return nil
}
