package platform

import (
	"strings"

	"github.com/xplatvet/xplatvet/internal/spelling"
)

// aliases are the names that other systems use for what Go calls otherwise.
var aliases = map[string]string{
	"macos": "darwin", "mac": "darwin", "osx": "darwin", "macosx": "darwin", "apple": "darwin",
	"win": "windows", "win32": "windows", "win64": "windows", "mingw": "windows", "cygwin": "windows",
	"sunos": "solaris", "wasi": "wasip1", "gnu": "linux",
	"x86_64": "amd64", "x64": "amd64", "x86-64": "amd64", "i386": "386", "i486": "386", "i586": "386", "i686": "386", "x86": "386", "ia32": "386",
	"aarch64": "arm64", "armv8": "arm64", "armv6": "arm", "armv7": "arm", "armhf": "arm", "arm32": "arm",
	"loongarch64": "loong64", "mipsel": "mipsle", "mips64el": "mips64le", "powerpc64": "ppc64", "powerpc64le": "ppc64le", "ppc64el": "ppc64le", "riscv": "riscv64",
}

// Alias returns the GOOS or GOARCH that other systems call s, or of which s is
// a misspelling that cannot be mistaken: one in other letter case, or a long one
// with one letter too many, too few or wrong. It returns "" for all else, and
// for names that a build tag or runtime.GOOS may rightly be.
func Alias(s string) string {
	lower := strings.ToLower(s)
	if _, ok := Tag(lower); ok {
		if lower == s {
			return ""
		}
		return lower
	}
	if a, ok := aliases[lower]; ok {
		return a
	}
	for i := range pairs {
		for _, name := range []string{pairs[i].goos, pairs[i].goarch} {
			// windows7 is meant as it is.
			if len(name) >= minDistinct && spelling.Distance(lower, name) == 1 && !strings.ContainsAny(lower, "0123456789") {
				return name
			}
		}
	}
	return ""
}

// minDistinct is the length from which on a name with one mistake is hardly
// another word: unlike linux and binux, arm64 and arm65, or js and jso.
const minDistinct = 6
