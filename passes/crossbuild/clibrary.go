package crossbuild

import (
	"fmt"

	"github.com/xplatvet/xplatvet/internal/debian"
)

// header judges a C header that the compiler does not find.
func (f *fault) header() judgement {
	return f.install(debian.Header(f.part[1]), "#include <"+f.part[1]+">")
}

// library judges a C library that the linker does not find.
func (f *fault) library() judgement {
	name := f.part[1]
	if name == "" {
		name = f.part[2]
	}
	return f.install(debian.Library(name), "-l"+name)
}

// pkgConfig judges a package that pkg-config does not find.
func (f *fault) pkgConfig() judgement {
	return f.install(debian.PkgConfig(f.part[1]), "#cgo pkg-config: "+f.part[1])
}

// install names the Debian package that is lacking, if it is known, or says
// what to do without what the source asks for.
func (f *fault) install(pkg, directive string) judgement {
	if f.graph.port.GOOS != "linux" {
		pkg = "" // what Debian has is for Linux
	}
	if pkg == "" {
		return judgement{remedy: fmt.Sprintf("install what it belongs to for the port, or constrain %s to the ports that have it", directive)}
	}
	return judgement{remedy: fmt.Sprintf("install %s for the architecture of the port (Debian's name), or constrain %s to the ports that have it", pkg, directive)}
}
