package finding

// A Kind is the sort of a build error. Findings of analyzers have none: the
// analyzer says it all.
type Kind string

// The kinds of build errors; [Kinds] says what each means.
const (
	Undefined       Kind = "undefined"
	TypeError       Kind = "type"
	Redeclared      Kind = "redeclared"
	MissingBody     Kind = "missing-body"
	NoFiles         Kind = "no-files"
	NeedsCgo        Kind = "needs-cgo"
	CHeader         Kind = "c-header"
	CLibrary        Kind = "c-library"
	CCompiler       Kind = "c-compiler"
	CError          Kind = "c"
	Reference       Kind = "reference"
	Linkname        Kind = "linkname"
	Assembly        Kind = "assembly"
	Embed           Kind = "embed"
	Dependency      Kind = "dependency"
	ToolchainLimit  Kind = "toolchain-limit"
	OldToolchain    Kind = "old-toolchain"
	Syntax          Kind = "syntax"
	Import          Kind = "import"
	Link            Kind = "link"
	Run             Kind = "run"
	OtherBuildError Kind = "other"
)

// Kinds returns all kinds, in the order above, each with what it means.
func Kinds() []KindMeaning {
	return []KindMeaning{
		{Undefined, "a name is not declared on the port"},
		{TypeError, "types do not fit on the port"},
		{Redeclared, "a name is declared twice on the port"},
		{MissingBody, "a function has no body, and no assembly for the port"},
		{NoFiles, "build constraints exclude all files of a package that is imported"},
		{NeedsCgo, "what is missing is there with cgo on"},
		{CHeader, "a C header is not found"},
		{CLibrary, "a C library is not found"},
		{CCompiler, "there is no C compiler for the port"},
		{CError, "C code does not compile"},
		{Reference, "the linker finds no definition"},
		{Linkname, "the linker refuses a go:linkname"},
		{Assembly, "assembly is for another architecture, or has an error"},
		{Embed, "a go:embed pattern matches no file"},
		{Dependency, "a dependency is too old for the port"},
		{ToolchainLimit, "the Go toolchain cannot do that on the port"},
		{OldToolchain, "the Go toolchain is too old"},
		{Syntax, "a file has a syntax error"},
		{Import, "an import cannot be resolved"},
		{Link, "the program does not link"},
		{Run, "a program that was built does not run"},
		{OtherBuildError, "another error"},
	}
}

// A KindMeaning is a kind with what it means.
type KindMeaning struct {
	Kind    Kind
	Meaning string // lower case, no full stop
}

// OfSource reports whether it is for the Go sources alone to decide that there
// is an error of the kind, not for other tools or what is installed.
func (k Kind) OfSource() bool {
	switch k {
	case Import, CHeader, CLibrary, CCompiler, CError, Run, Reference, Assembly, ToolchainLimit, OldToolchain, Link:
		return false
	}
	return true
}
