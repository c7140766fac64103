package crossbuild

import (
	"regexp"
	"sync"

	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
)

// patterns returns all patterns; of those that match the first counts. A test
// looks for each text in the source of the Go release in use.
var patterns = sync.OnceValue(func() []pattern {
	is := func(re string) *regexp.Regexp { return regexp.MustCompile(re) }
	const (
		load    = "cmd/go/internal/load/pkg.go"
		work    = "cmd/go/internal/work/exec.go"
		types2  = "cmd/compile/internal/types2/"
		linker  = "cmd/link/internal/ld/errors.go"
		gnu     = "GNU binutils"
		gcc     = "gcc"
		clang   = "clang"
		pkgconf = "pkg-config"
	)
	return []pattern{
		// The go command, when it loads packages.
		{is(`^` + regexp.QuoteMeta(gocmd.ExternalLinking) + `$`), finding.ToolchainLimit, nil, nil,
			load, "requires external (cgo) linking, but cgo is not enabled"},
		{is(`^pattern (.*): (no matching files found|cannot embed |invalid pattern syntax)`), finding.Embed, (*fault).embed, nil,
			load, `"pattern %s: %v"`},
		{is(`^(C|C\+\+|Objective-C|Fortran) source files not allowed when not using cgo or SWIG: (\S+)`), finding.CError, (*fault).strayC, nil,
			load, "source files not allowed when not using cgo or SWIG: %s"},
		{is(`^use of (internal|vendored) package`), finding.Import, says("move what is needed out of the internal package, or do without it"), nil,
			load, "use of internal package %s not allowed"},
		{is(`import cycle not allowed`), finding.Import, says("move what both packages need to a third one"), nil,
			load, "import cycle not allowed"},
		{is(`is a program, not an importable package$`), finding.Import, says("move what is needed to a package that is not a command"), nil,
			load, "is a program, not an importable package"},
		{is(`^package \S+ is not in (std|module)`), finding.Import, nil, nil,
			"cmd/go/internal/modload/import.go", "package %s is not in std"},
		{is(`^found packages (\S+) \((\S+)\) and (\S+) \((\S+)\) in `), finding.OtherBuildError, (*fault).twoPackages, nil,
			"go/build/build.go", "found packages %s (%s) and %s (%s) in %s"},
		{is(`^(build constraints exclude all|no non-test) Go files in`), finding.NoFiles, nil, nil,
			load, "build constraints exclude all Go files in"},

		// The go command, when it builds them.
		{is(`package using cgo has Go assembly file (\S+)$`), finding.Assembly, says(`move the assembly to a package without import "C", or write it for the C compiler in a file that ends in .S`), nil,
			work, "package using cgo has Go assembly file %s"},
		{is(`invalid flag in (?:#cgo (\w+)|pkg-config \S+): (\S+)`), finding.CError, (*fault).flag, nil,
			"cmd/go/internal/work/security.go", "invalid flag in %s: %s"},
		{is(`(?:module requires Go|requires newer Go version) (?:go)?(\S+)`), finding.OldToolchain, (*fault).oldToolchain, nil,
			types2 + "check.go", "file requires newer Go version %v"},
		{is(`Package '?([^\s']+?)'?,? (?:required by .* )?(?:was )?not found`), finding.CLibrary, (*fault).pkgConfig, nil,
			pkgconf, ""},
		{is(`exec: "(?:\S*/)?\S*pkg-config\S*": executable file not found`), finding.CLibrary, says("install pkg-config"), nil,
			"os/exec/lp_unix.go", "executable file not found in $PATH"},

		// The compiler.
		{is(`^syntax error: `), finding.Syntax, nil, nil,
			"cmd/compile/internal/syntax/parser.go", `"syntax error: "`},
		{is(`^expected .*, found `), finding.Syntax, nil, nil,
			"go/parser/parser.go", `"expected "`},
		{is(`^undefined: (\w+)$`), finding.Undefined, (*fault).undefinedOwn, nil,
			types2 + "typexpr.go", `"undefined: %s"`},
		{is(`^undefined: (\w+)\.(\w+)(?: \(but have (\w+)\))?$`), finding.Undefined, (*fault).undefinedImported, nil,
			types2 + "call.go", `"undefined: %s"`},
		{is(` undefined \(type (\S+) has no (?:field or method|method|field) (\w+)`), finding.Undefined, (*fault).undefinedMember, nil,
			types2 + "errsupport.go", "has no field or method"},
		{is(`^unknown field (\w+) in struct literal of type (\S+?)(?:,|$)`), finding.Undefined, (*fault).unknownField, nil,
			types2 + "errsupport.go", "unknown field %s in struct literal of type %s"},
		{is(`^(\S+) redeclared in this block`), finding.Redeclared, nil, nil,
			types2 + "decl.go", "%s redeclared in this block"},
		{is(`^method (\S+) already declared at `), finding.Redeclared, nil, nil,
			types2 + "decl.go", "method %s.%s already declared at %v"},
		{is(`^missing function body$`), finding.MissingBody, (*fault).missingBody, nil,
			"cmd/compile/internal/noder/writer.go", `"missing function body"`},
		{is(`requires go(1\.\d+) or later \(-lang was set to `), finding.OtherBuildError, (*fault).language, nil,
			"cmd/compile/internal/noder/irgen.go", `(-lang was set to %s; check go.mod)`},
		{is(`as (u?int|uintptr) value in .*\(overflows\)`), finding.TypeError, (*fault).overflow, nil,
			types2 + "assignments.go", `" (overflows)"`},
		{is(`overflows (u?int|uintptr)\b`), finding.TypeError, (*fault).overflow, nil,
			types2 + "const.go", `"%s overflows %s"`},
		{is(`^cannot use .* \((?:variable|value|constant \S+)? ?of (?:\S+ )?type (\S+)\) as (\S+) value in `), finding.TypeError, (*fault).convert, nil,
			types2 + "assignments.go", `"cannot use %s as %s value in %s"`},
		{is(`\(mismatched types (\S+) and (\S+)\)`), finding.TypeError, (*fault).mismatched, nil,
			types2 + "expr.go", "(mismatched types %s and %s)"},
		{is(`" imported (?:as \S+ )?and not used$`), finding.OtherBuildError, says("remove the import, or move it with its uses to the files that need it"), nil,
			types2 + "resolver.go", "%q imported and not used"},
		{is(`^declared and not used: `), finding.OtherBuildError, says("remove the variable"), nil,
			types2 + "stmt.go", "declared and not used: %s"},

		// cgo and the C compiler.
		{is(`C compiler "(.*)" not found`), finding.CCompiler, nil, nil,
			"cmd/cgo/gcc.go", "C compiler %q not found: %v"},
		{is(`^could not determine what C\.(\S+) refers to`), finding.Undefined, (*fault).undefinedC, nil,
			"cmd/cgo/gcc.go", "could not determine what C.%s refers to"},
		{is(`^fatal error: (\S+): No such file or directory`), finding.CHeader, (*fault).header, nil, gcc, ""},
		{is(`^fatal error: '(\S+)' file not found`), finding.CHeader, (*fault).header, nil, clang, ""},
		{is(`^(?:fatal error|error|Error): `), "", (*fault).compilerC, nil, gcc, ""},

		// The assembler.
		{is(`^unrecognized instruction |^asmins: illegal|^illegal combination|^invalid instruction`), finding.Assembly, nil, nil,
			"cmd/asm/internal/asm/parse.go", "unrecognized instruction %q"},

		// The linker, and that of the C compiler.
		{is(`relocation target (\S+) not defined`), finding.Reference, (*fault).relocation, locateRelocation,
			linker, "relocation target %s not defined"},
		{is(`function main is undeclared in the main package`), finding.Reference, (*fault).noMain, nil,
			linker, "function main is undeclared in the main package"},
		{is(`^(?:\S+: )?(\S+): invalid reference to (\S+)$`), finding.Linkname, (*fault).linkname, locateLinkname,
			"cmd/link/internal/loader/loader.go", "%s: invalid reference to %s"},
		{is("^multiple definition of [`'](\\S+)'"), finding.Redeclared, says("define it in one of the C files only, or make it static"), nil, gnu, ""},
		{is("undefined reference to [`'](\\S+)'"), finding.Reference, (*fault).referenceC, locateC, gnu, ""},
		{is(`^duplicate symbol: (\S+)`), finding.Redeclared, says("define it in one of the C files only, or make it static"), nil, "lld", ""},
		{is(`undefined symbol: (\S+)`), finding.Reference, (*fault).referenceC, locateC, "lld", ""},
		{is(`cannot find -l(\S+?)(?:: |$)`), finding.CLibrary, (*fault).library, nil, gnu, ""},
		{is(`unable to find library -l(\S+)|library '(\S+)' not found`), finding.CLibrary, (*fault).library, nil, "lld", ""},
		{is(`link: running \S+ failed`), finding.Link, nil, nil,
			"cmd/link/internal/ld/lib.go", "running %s failed: %v"},
	}
})

// says is a judge with one remedy for all errors.
func says(remedy string) func(*fault) judgement {
	return func(*fault) judgement { return judgement{remedy: remedy} }
}
