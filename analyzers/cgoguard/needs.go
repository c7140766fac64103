package cgoguard

import (
	_ "embed"
	"regexp"
	"slices"
	"strings"
	"sync"
)

// An option is a flag with its argument, if that is a flag of its own.
type option struct {
	name, arg string // "-framework", "Cocoa"
	first     word
	last      word
}

func (o option) String() string {
	if o.arg != "" {
		return o.name + " " + o.arg
	}
	return o.name
}

// withArgument are the flags that take the next one as their argument: those
// that cmd/go's security.go lets through (validCompilerFlagsWithNextArg,
// validLinkerFlagsWithNextArg). Where an argument follows at once, as in
// -I/usr/include, the flag stands alone.
var withArgument = []string{
	"-D", "-F", "-I", "-L", "-U", "-Wl,--just-symbols", "-Wl,-R", "-Wl,-framework", "-Wl,-rpath", "-Wl,-undefined",
	"-arch", "-framework", "-include", "-isysroot", "-isystem", "--sysroot", "-l", "-target", "-x",
}

func optionsOf(flags []word) []option {
	var list []option
	for i := 0; i < len(flags); i++ {
		o := option{name: flags[i].text, first: flags[i], last: flags[i]}
		if slices.Contains(withArgument, o.name) && i+1 < len(flags) {
			i++
			o.arg, o.last = flags[i].text, flags[i]
		}
		list = append(list, o)
	}
	return list
}

// needs returns the condition of a #cgo line, such as "darwin" or "386 amd64",
// outside which o does not do what it is for, or "" if none is known.
func needs(o option) string {
	name := strings.TrimPrefix(o.name, "-Wl,") // "-Wl,-framework,Cocoa"
	switch {
	case strings.HasPrefix(name, "-framework"), strings.HasPrefix(o.name, "-F"), strings.HasPrefix(o.name, "-mmacosx-"):
		return "darwin"
	case strings.HasPrefix(o.name, "-miphoneos-"), strings.HasPrefix(o.name, "-mios-"):
		return "ios"
	case slices.Contains(mingwFlags, o.name):
		return "windows"
	}
	if lib := library(o); lib != "" {
		switch {
		case slices.Contains(windowsLibraries(), strings.ToLower(lib)):
			return "windows"
		case lib == "dl": // not among the libraries of mingw-w64
			return "!windows"
		}
		return ""
	}
	for _, isa := range instructionSets {
		if isa.flag.MatchString(o.name) {
			return isa.condition
		}
	}
	return ""
}

// mingwFlags are flags that GCC has for Windows only.
var mingwFlags = []string{"-mconsole", "-mdll", "-mthreads", "-municode", "-mwin32", "-mwindows"}

// instructionSets says which GOARCH the flags are for that choose instructions.
// The flags are those that cmd/go's security.go lets through; the names of
// processors are told apart by their prefix as far as that is safe.
var instructionSets = []struct {
	flag      *regexp.Regexp
	condition string
}{
	{regexp.MustCompile(`^-m(no-)?(v?aes|avx[0-9a-z.]*|sse[0-9.]*|ssse3)$`), "386 amd64"},
	{regexp.MustCompile(`^-mfpmath=`), "386 amd64"},
	{regexp.MustCompile(`^-march=x86-64`), "386 amd64"},
	{regexp.MustCompile(`^-march=i[3-6]86$`), "386"}, // GCC: "CPU you selected does not support x86-64 instruction set"
	{regexp.MustCompile(`^-m(arm|thumb(-interwork)?)$`), "arm"},
	{regexp.MustCompile(`^-mfpu=(neon|vfp)`), "arm"},
	{regexp.MustCompile(`^-march=armv[2-7]`), "arm"},
	{regexp.MustCompile(`^-m(arch=armv[89]|cpu=(cortex|neoverse)-|tune=(cortex|neoverse)-)`), "arm arm64"},
	{regexp.MustCompile(`^-m(cpu|tune)=apple-`), "arm64"},
	{regexp.MustCompile(`^-march=rv(32|64)`), "riscv64"},
	{regexp.MustCompile(`^-m(no-)?(lsx|lasx)$|^-march=loongarch64$`), "loong64"},
	{regexp.MustCompile(`^-m(cpu|tune)=power[0-9]`), "ppc64 ppc64le"},
	{regexp.MustCompile(`^-m(arch|tune)=(z9|z1[0-9])`), "s390x"},
}

// library returns the NAME of -lNAME, or "".
func library(o option) string {
	name, ok := strings.CutPrefix(o.name, "-l")
	switch {
	case !ok || strings.HasPrefix(name, ":"): // -l:FILE
		return ""
	case name == "":
		return o.arg
	}
	return name
}

// windowsLibraries returns the import libraries of Windows that are known, in
// lower case: those of the DLLs that package syscall, the runtime and
// golang.org/x/sys/windows load. A test derives the list from GOROOT. It has
// no opengl32 or gdi32, but nothing that a Unix library might be called.
var windowsLibraries = sync.OnceValue(func() []string { return strings.Fields(libraries) })

//go:embed libraries.txt
var libraries string

// path returns the absolute path that o names, or "". The path of a run-time
// library (-rpath) does not count: it is one of the machine that runs the
// program.
func path(o option) string {
	p := o.arg
	if p == "" {
		p = o.name
		for _, prefix := range []string{"-I", "-L", "-F", "--sysroot="} {
			if rest, ok := strings.CutPrefix(o.name, prefix); ok {
				p = rest
				break
			}
		}
	} else if !slices.Contains([]string{"-I", "-L", "-F", "-include", "-isysroot", "-isystem", "--sysroot"}, o.name) {
		return ""
	}
	if strings.HasPrefix(p, "/") || driveRx.MatchString(p) {
		return p
	}
	return ""
}

var driveRx = regexp.MustCompile(`^[A-Za-z]:[/\\]`)
