package stdlib

import (
	"go/ast"
	"go/token"
	"go/types"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/platform"
)

// Systemcalls is what the package syscall tells of system calls that are made
// by number, and of the DLLs of Windows.
type Systemcalls struct {
	wrappers, refused, dlls *decl.Package
}

// Syscalls returns what the package syscall tells of system calls.
func (t *Table) Syscalls() Systemcalls {
	return Systemcalls{
		t.section("syscall", wrapperSection),
		t.section("syscall", refusedSection),
		t.section("syscall", dllSection),
	}
}

// Wrappers returns the exported functions of syscall that make the call with
// the given number, such as SYS_FSYNC, and where each does. With raw, only
// those that do not tell the scheduler: they can stand in for RawSyscall.
func (s Systemcalls) Wrappers(number string, raw bool) map[string]platform.Set {
	if s.wrappers == nil {
		return nil
	}
	kind := blocking
	if raw {
		kind = nonblocking
	}
	m := make(map[string]platform.Set)
	for key, ports := range s.wrappers.Names {
		if name, ok := strings.CutPrefix(key, kind+number+"="); ok {
			m[name] = ports
		}
		if name, ok := strings.CutPrefix(key, nonblocking+number+"="); ok && !raw {
			m[name] = m[name].Union(ports)
		}
	}
	return m
}

// The kinds of wrappers in a table.
const (
	blocking    = "sys:"
	nonblocking = "sysnb:"
)

// Refused returns the ports on which fn, such as Syscall6, makes no call of
// the given number, but returns ENOSYS.
func (s Systemcalls) Refused(fn, number string) platform.Set {
	if s.refused == nil {
		return platform.Set{}
	}
	return s.refused.Names[fn].Minus(s.refused.Names[fn+"="+number])
}

// Loads reports whether syscall loads the DLL of that very name from the system
// directory, whoever asks.
func (s Systemcalls) Loads(dll string) bool {
	return s.dlls != nil && !s.dlls.Names[dll].Empty()
}

// syscallSections derives the sections about system calls from the files of
// the package syscall.
func syscallSections(files []decl.File) map[string]*decl.Package {
	m := map[string]*decl.Package{}
	for _, kind := range []string{wrapperSection, refusedSection, dllSection} {
		m[kind] = &decl.Package{Names: make(map[string]platform.Set)}
	}
	exported := make(map[string]platform.Set)
	for _, f := range files {
		for _, d := range f.Syntax.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil && fn.Name.IsExported() && standsFor(fn) {
				merge(exported, fn.Name.Name, f.Built)
			}
		}
	}
	for _, f := range files {
		for _, d := range f.Syntax.Decls {
			switch d := d.(type) {
			case *ast.FuncDecl:
				if d.Recv == nil && d.Body != nil {
					addWrapper(m[wrapperSection].Names, exported, d, f.Built)
					addRefused(m[refusedSection].Names, d, f.Built)
				}
			case *ast.GenDecl:
				addDLLs(m[dllSection].Names, d, f.Built)
			}
		}
	}
	return m
}

// addWrapper records that d makes one system call, by its number or by the
// function of libc that has its name. A function that is not exported makes it
// for the one that has its name in upper case, if there is one: pread for Pread.
func addWrapper(names, exported map[string]platform.Set, d *ast.FuncDecl, built platform.Set) {
	name := strings.ToUpper(d.Name.Name[:1]) + d.Name.Name[1:]
	built = built.Intersect(exported[name])
	if built.Empty() || isRaw(name) {
		return
	}
	number, kind := "", ""
	calls := 0
	ast.Inspect(d.Body, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok {
			return true
		}
		fn, ok := call.Fun.(*ast.Ident)
		switch {
		case ok && strings.HasPrefix(fn.Name, "runtime_"):
			calls++ // it does more than the call
			return true
		case !ok || !isRaw(fn.Name) || len(call.Args) == 0:
			return true
		}
		calls++
		number, kind = numberOf(call.Args[0]), blocking
		if strings.HasPrefix(strings.ToLower(fn.Name), "rawsyscall") {
			kind = nonblocking
		}
		return true
	})
	if calls == 1 && number != "" {
		merge(names, kind+number+"="+name, built)
	}
}

// standsFor reports whether an exported function does little but make the calls
// of the one that has its name in lower case. Sysctl does more: it takes a name,
// for which it asks another function for numbers, and makes two calls.
func standsFor(d *ast.FuncDecl) bool {
	if d.Body == nil {
		return true
	}
	private := strings.ToLower(d.Name.Name[:1]) + d.Name.Name[1:]
	calls, others := 0, 0
	ast.Inspect(d.Body, func(x ast.Node) bool {
		call, ok := x.(*ast.CallExpr)
		if !ok {
			return true
		}
		switch id, ok := call.Fun.(*ast.Ident); {
		case ok && id.Name == private:
			calls++
		case ok && !id.IsExported() && !strings.HasPrefix(id.Name, "_") && types.Universe.Lookup(id.Name) == nil: // _Gid_t is a type
			others++
		}
		return true
	})
	return calls <= 1 || others == 0
}

// isRaw reports whether name is that of a function that makes a system call by
// number, or by the address of a function of libc.
func isRaw(name string) bool {
	name = strings.ToLower(name)
	return strings.HasPrefix(name, "syscall") || strings.HasPrefix(name, "rawsyscall")
}

// numberOf returns the name of a system call: SYS_FSYNC for SYS_FSYNC and for
// abi.FuncPCABI0(libc_fsync_trampoline), else "".
func numberOf(x ast.Expr) string {
	switch x := x.(type) {
	case *ast.Ident:
		if strings.HasPrefix(x.Name, "SYS_") {
			return x.Name
		}
	case *ast.CallExpr:
		if len(x.Args) != 1 {
			return ""
		}
		if id, ok := x.Args[0].(*ast.Ident); ok {
			if name, ok := strings.CutPrefix(id.Name, "libc_"); ok {
				if name, ok := strings.CutSuffix(name, "_trampoline"); ok {
					return "SYS_" + strings.ToUpper(name)
				}
			}
		}
	}
	return ""
}

// addRefused records that d, which is Syscall or the like or does the work for
// it, returns ENOSYS but for some numbers.
func addRefused(names map[string]platform.Set, d *ast.FuncDecl, built platform.Set) {
	name := strings.TrimSuffix(d.Name.Name, "Internal") // as assembly of openbsd calls it
	name = strings.ToUpper(name[:1]) + name[1:]
	if !isRaw(name) || len(d.Body.List) == 0 {
		return
	}
	last := len(d.Body.List) - 1
	ret, ok := d.Body.List[last].(*ast.ReturnStmt)
	if !ok || len(ret.Results) == 0 {
		return
	}
	if id, ok := ret.Results[len(ret.Results)-1].(*ast.Ident); !ok || id.Name != "ENOSYS" {
		return
	}
	var served []string
	for _, s := range d.Body.List[:last] {
		branch, ok := s.(*ast.IfStmt)
		if !ok {
			return
		}
		cond, ok := branch.Cond.(*ast.BinaryExpr)
		if !ok || cond.Op != token.EQL || numberOf(cond.Y) == "" {
			return
		}
		served = append(served, numberOf(cond.Y))
	}
	merge(names, name, built)
	for _, number := range served {
		merge(names, name+"="+number, built)
	}
}

// addDLLs records the arguments of sysdll.Add.
func addDLLs(names map[string]platform.Set, d *ast.GenDecl, built platform.Set) {
	if d.Tok != token.VAR {
		return
	}
	ast.Inspect(d, func(n ast.Node) bool {
		call, ok := n.(*ast.CallExpr)
		if !ok || len(call.Args) != 1 {
			return true
		}
		sel, ok := call.Fun.(*ast.SelectorExpr)
		if !ok || sel.Sel.Name != "Add" {
			return true
		}
		if x, ok := sel.X.(*ast.Ident); !ok || x.Name != "sysdll" {
			return true
		}
		if lit, ok := call.Args[0].(*ast.BasicLit); ok {
			if dll, err := strconv.Unquote(lit.Value); err == nil {
				merge(names, dll, built)
			}
		}
		return true
	})
}
