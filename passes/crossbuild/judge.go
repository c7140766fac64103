package crossbuild

import (
	"fmt"
	"go/ast"
	"go/types"
	"regexp"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/platform"
)

// missingBody judges a function without a body.
func (f *fault) missingBody() judgement {
	dir, file := f.own()
	if file == nil {
		return judgement{}
	}
	name := f.functionIn(file)
	with := dir.bodies
	if !with.Overlaps(file.Built) {
		return judgement{remedy: fmt.Sprintf("write the body of %s in Go, or add assembly that defines it", name)}
	}
	guard := constraint.Guard(with, file.Built, platform.All(), f.targets)
	rest := f.elsewhere(with, f.missing(file, with))
	if guard == "" || rest == "" {
		return judgement{remedy: fmt.Sprintf("move the declaration of %s to files for the ports with assembly, and write it in Go for the others", name)}
	}
	return judgement{remedy: fmt.Sprintf("move the declaration of %s to a file with //go:build %s, and write it in Go in one with //go:build %s", name, guard, rest)}
}

// functionIn returns the name of the function that is declared where the error
// is.
func (f *fault) functionIn(file *sourceFile) string {
	for _, d := range file.syntax.Decls {
		if d, ok := d.(*ast.FuncDecl); ok && file.fset.Position(d.Pos()).Line == f.line {
			return d.Name.Name
		}
	}
	return "it"
}

// bodyless reports whether a function is declared without a body on a port.
func (d *directory) bodyless(name string, port platform.Port) bool {
	return slices.ContainsFunc(d.files, func(f sourceFile) bool {
		return f.Built.Contains(port) && slices.ContainsFunc(f.syntax.Decls, func(d ast.Decl) bool {
			fn, ok := d.(*ast.FuncDecl)
			return ok && fn.Name.Name == name && fn.Body == nil
		})
	})
}

// assemblyRemedy says what to do about an error of the assembler: if a file is
// assembled for several architectures, that is the reason.
func (f *fault) assemblyRemedy() string {
	if f.pkg == nil || f.pkg.Dir == "" || f.file == "" {
		return "constrain the file to the architecture that it is written for"
	}
	for _, file := range f.directory(f.pkg.Dir).assembly {
		if !strings.HasSuffix(f.file, file.Name) {
			continue
		}
		archs := map[string]bool{}
		for p := range file.Built.Ports() {
			archs[p.GOARCH] = true
		}
		if len(archs) > 1 {
			base := strings.TrimSuffix(file.Name, ".s")
			return fmt.Sprintf("rename %s to %s_GOARCH.s, after the architecture that it is written for", file.Name, base)
		}
	}
	return "mend the instruction: the file is for this architecture only"
}

// overflow judges a constant that is too large for an int of 32 bits.
func (f *fault) overflow() judgement {
	typ := f.part[1]
	wide := map[string]string{"int": "int64", "uint": "uint64", "uintptr": "uint64"}[typ]
	return judgement{remedy: fmt.Sprintf("use %s: %s has 32 bits on some ports", wide, typ)}
}

// convert judges a value of another type than what it is assigned to.
func (f *fault) convert() judgement {
	if from, to := f.part[1], f.part[2]; isInteger(from) && isInteger(to) {
		return judgement{remedy: fmt.Sprintf("convert it to %s", to)}
	}
	return judgement{}
}

// mismatched judges operands of different types.
func (f *fault) mismatched() judgement {
	if x, y := f.part[1], f.part[2]; isInteger(x) && isInteger(y) {
		return judgement{remedy: fmt.Sprintf("convert both operands to one type, such as %s", wider(x, y))}
	}
	return judgement{}
}

// isInteger reports whether name is that of a predeclared integer type.
func isInteger(name string) bool {
	t, ok := types.Universe.Lookup(name).(*types.TypeName)
	if !ok {
		return false
	}
	b, ok := t.Type().Underlying().(*types.Basic)
	return ok && b.Info()&types.IsInteger != 0
}

// wider returns the type of two that has more bits, on a port of 64 bits.
func wider(x, y string) string {
	sizes := types.SizesFor("gc", "amd64")
	if sizes.Sizeof(types.Universe.Lookup(y).Type()) > sizes.Sizeof(types.Universe.Lookup(x).Type()) {
		return y
	}
	return x
}

// language judges the use of a feature that go.mod does not ask for.
func (f *fault) language() judgement {
	if f.dependency() != nil {
		return judgement{}
	}
	return judgement{remedy: fmt.Sprintf("say go %s in go.mod: go get go@%[1]s", f.part[1])}
}

// oldToolchain judges a module or file that is for a newer release of Go.
func (f *fault) oldToolchain() judgement {
	return judgement{remedy: fmt.Sprintf("install go%s or later, or let GOTOOLCHAIN=auto fetch it", f.part[1])}
}

// reTooNew matches what the go command says of a module for a newer release; see
// cmd/go/internal/gover/toolchain.go.
var reTooNew = regexp.MustCompile(`requires go >= (\S+) \(running go .*GOTOOLCHAIN=local`)

// reason returns why the go command failed, with the remedy if it has not come
// so far as to look at packages because the toolchain is too old.
func reason(err error) string {
	text := gocmd.Reason(err)
	if m := reTooNew.FindStringSubmatch(text); m != nil {
		text += "; install go" + m[1] + " or later, or let GOTOOLCHAIN=auto fetch it"
	}
	return text
}

// embed judges a go:embed pattern.
func (f *fault) embed() judgement {
	if f.part[2] == "invalid pattern syntax" {
		return judgement{remedy: "mend the pattern; see go doc path.Match"}
	}
	j := judgement{remedy: fmt.Sprintf("add a file that %s matches, or generate it before the build", f.part[1])}
	if _, file := f.own(); file != nil && file.Expr == nil && file.ByName == platform.All() {
		return j
	}
	j.remedy += "; it is needed on the ports of this file only"
	return j
}

// twoPackages judges a directory with files of two packages.
func (f *fault) twoPackages() judgement {
	return judgement{remedy: fmt.Sprintf("write package %s in %s, or move the file to a directory of its own", f.part[1], f.part[4])}
}

// strayC judges C files in a package none of whose Go files imports C.
func (f *fault) strayC() judgement {
	file := f.part[2]
	if f.pkg == nil {
		return judgement{}
	}
	var cgo platform.Set
	for _, g := range f.directory(f.pkg.Dir).files {
		if g.ImportsC {
			cgo = cgo.Union(g.Built)
		}
	}
	if cgo.Empty() {
		return judgement{remedy: fmt.Sprintf(`import "C" in a Go file, or delete %s`, file)}
	}
	if expr := constraint.Guard(cgo, platform.All(), platform.All(), f.targets); expr != "" {
		return judgement{remedy: fmt.Sprintf(`constrain %s with //go:build %s, as the files that import "C"`, file, expr)}
	}
	return judgement{remedy: fmt.Sprintf(`constrain %s as the files that import "C"`, file)}
}

// flag judges a compiler flag that the go command does not let through.
func (f *fault) flag() judgement {
	variable := f.part[1]
	if variable == "" {
		variable = "CFLAGS"
	}
	return judgement{remedy: fmt.Sprintf("remove %s, or allow it: CGO_%s_ALLOW='%[1]s'", f.part[2], variable)}
}

// undefinedC judges a name that the C code does not declare.
func (f *fault) undefinedC() judgement {
	return judgement{remedy: fmt.Sprintf("include a header that declares %s on the port, or move what needs it to a file with a build constraint", f.part[1])}
}

// compilerC judges what a C compiler has to say about C code, or assembly for
// it. The standard library is right: it is the compiler that is not.
func (f *fault) compilerC() judgement {
	switch {
	case f.pkg != nil && f.pkg.Standard:
		return judgement{finding.CCompiler, "set CC to a C compiler for the port, or let -cgo=auto look for one: the one in use is for another, or does not work"}
	case strings.HasSuffix(f.file, ".S"), strings.HasSuffix(f.file, ".sx"):
		return judgement{finding.Assembly, "constrain the file to the architecture that it is written for"}
	}
	return judgement{kind: finding.CError}
}
