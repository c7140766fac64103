package modgraph

import "slices"

// testMainDeps are the imports of the generated main package of a test:
// cmd/go/internal/load.TestMainDeps.
var testMainDeps = []string{"os", "reflect", "testing", "testing/internal/testdeps"}

// A testSet is the packages of the test of one package.
type testSet struct {
	of, main *pkg
	test     *pkg // of, or with its test files
	xtest    *pkg // nil if there are no external tests
}

// addTests appends to the roots the packages of their tests.
func (l *loader) addTests(roots []*pkg) []*pkg {
	var sets []*testSet
	for _, p := range roots {
		if p.class != nil && len(p.class.build.TestGoFiles)+len(p.class.build.XTestGoFiles) > 0 {
			s := l.testSet(p)
			sets = append(sets, s)
			if l.odd && s.test == p { // its import cycle counts from here on
				if err := s.cycle(true); err != nil {
					p.Error, p.cycle = err, true
				}
			}
		}
	}
	r := newRecompiler(l, sets)
	for i, s := range sets {
		r.recompile(i, s)
		roots = append(roots, s.main)
		s.main.root = true
		if s.test != s.of {
			roots = append(roots, s.test)
			s.test.root = true
		}
		if s.xtest != nil {
			roots = append(roots, s.xtest)
			s.xtest.root = true
		}
	}
	return roots
}

// testSet is cmd/go/internal/load.TestPackagesAndErrors, up to the copies of
// packages between the tests and the package.
func (l *loader) testSet(p *pkg) *testSet {
	s := &testSet{of: p}
	b := p.class.build
	blank := func() *pkg {
		v := l.new()
		v.node, v.class, v.loaded = p.node, p.class, true
		return v
	}

	l.push(p.ImportPath + " (test)")
	in := &importer{p, test}
	var testErr *Error
	var imports []*pkg
	testImports := emptyIsNil(slices.Clone(b.TestImports))
	for i, path := range b.TestImports {
		dep, err := l.load(path, in, p.class.testDeps[i])
		if testErr == nil {
			testErr = err
		}
		testImports[i] = dep.ImportPath
		imports = append(imports, dep)
	}
	if e := p.class.embedded.of(1, p.Dir, b.TestEmbedPatterns); e.err != nil {
		testErr = l.errorf("%s", e.err.Error())
		testErr.Pos = l.shortPos(b.TestEmbedPatternPos[e.pattern][0])
	}
	l.pop()

	l.push(p.ImportPath + "_test")
	in = &importer{p, xtest}
	var xtestErr *Error
	var ximports []*pkg
	needsTest := false
	xtestImports := emptyIsNil(slices.Clone(b.XTestImports))
	for i, path := range b.XTestImports {
		dep, err := l.load(path, in, p.class.xtestDeps[i])
		if xtestErr == nil {
			xtestErr = err
		}
		if dep.ImportPath == p.ImportPath {
			needsTest = true
		} else {
			ximports = append(ximports, dep)
		}
		xtestImports[i] = dep.ImportPath
	}
	if e := p.class.embedded.of(2, p.Dir, b.XTestEmbedPatterns); e.err != nil && xtestErr == nil {
		xtestErr = l.errorf("%s", e.err.Error())
		xtestErr.Pos = l.shortPos(b.XTestEmbedPatternPos[e.pattern][0])
	}
	l.pop()

	s.test = p
	if len(b.TestGoFiles) > 0 || p.Name == "main" {
		t := blank()
		t.Package = p.Package
		if t.Error == nil {
			t.Error = testErr
		}
		t.ForTest = p.ImportPath
		t.GoFiles = slices.Concat(p.GoFiles, b.TestGoFiles)
		t.Imports = slices.Concat(testImports, p.Imports)
		t.raw = slices.Concat(b.TestImports, p.raw)
		t.imports = slices.Concat(imports, p.imports)
		t.local = p.local
		s.test = t
	}
	if len(b.XTestGoFiles) > 0 {
		x := blank()
		x.Package = Package{
			Name: p.Name + "_test", ImportPath: p.ImportPath + "_test", Dir: p.Dir, GoFiles: b.XTestGoFiles,
			Imports: xtestImports, ForTest: p.ImportPath, Module: p.Module, Error: xtestErr,
		}
		x.raw = b.XTestImports
		x.imports = ximports
		if needsTest {
			x.imports = append(x.imports, s.test)
		}
		s.xtest = x
	}
	l.testMain(s)
	return s
}

// testMain makes the generated main package of a test.
func (l *loader) testMain(s *testSet) {
	p := s.of
	m := l.new()
	m.loaded = true
	m.Name, m.Dir, m.ImportPath, m.Module = "main", p.Dir, p.ImportPath+".test", p.Module
	s.main = m
	l.push("testmain")
	deps := testMainDeps
	linker, err := l.linkerDeps()
	if err != "" {
		m.Error = &Error{ImportStack: []string{}, Err: err}
	}
	for _, path := range slices.Concat(deps, linker) {
		if path == s.test.ImportPath {
			m.imports = append(m.imports, s.test)
			continue
		}
		dep, _ := l.load(path, nil, nil)
		m.imports = append(m.imports, dep)
	}
	l.pop()
	m.Imports = slices.Clone(testMainDeps)
	if len(s.test.GoFiles)+len(s.test.CgoFiles) > 0 {
		m.imports = append(m.imports, s.test)
		m.Imports = append(m.Imports, s.test.ImportPath)
	}
	if s.xtest != nil {
		m.imports = append(m.imports, s.xtest)
		m.Imports = append(m.Imports, s.xtest.ImportPath)
	}
	slices.Sort(m.Imports)
	m.Imports = slices.Compact(m.Imports)
	m.raw = slices.Clone(m.Imports)
}

// output lists packages in depth-first post-order, with the names that go list
// gives to test variants.
func (l *loader) output(roots []*pkg) []*Package {
	var order []*pkg
	var walk func(p *pkg)
	walk = func(p *pkg) {
		if p.listed {
			return
		}
		p.listed = true
		for _, dep := range p.imports {
			walk(dep)
		}
		order = append(order, p)
	}
	for _, p := range roots {
		walk(p)
	}
	for _, p := range order {
		p.DepOnly = !p.root
		if p.ForTest != "" {
			p.base = p.ImportPath
			p.ImportPath += " [" + p.ForTest + ".test]"
		}
	}
	out := make([]*Package, len(order))
	for i, p := range order {
		var renames map[string]string
		for _, dep := range p.imports {
			if dep.ForTest != "" {
				if renames == nil {
					renames = make(map[string]string)
				}
				renames[dep.base] = dep.ImportPath
			}
		}
		imports := p.Imports
		if len(renames) > 0 {
			imports = slices.Clone(imports)
			for k, path := range imports {
				if variant := renames[path]; variant != "" {
					imports[k] = variant
				}
			}
		}
		p.Imports = imports
		for k, path := range imports {
			if k < len(p.raw) && p.raw[k] != path {
				if p.ImportMap == nil {
					p.ImportMap = make(map[string]string)
				}
				p.ImportMap[p.raw[k]] = path
			}
		}
		out[i] = &p.Package
	}
	return out
}
