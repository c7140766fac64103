package crossbuild

import (
	"slices"
	"strings"
)

// A trouble is a package that was not compiled because of the machine, which
// says nothing about the package.
type trouble struct {
	path, owner string
	reason      string
}

// isTroubled reports whether p, or what it needs, is in trouble.
func (g *graph) isTroubled(p *listed) bool {
	return slices.ContainsFunc(g.troubled, func(t trouble) bool { return t.path == p.ImportPath || slices.Contains(p.Deps, t.path) })
}

// trouble returns why the machine, not the code, made a tool print out, or "".
// The tools have no other way to tell than in words: the texts are those of
// os.ProcessState, runtime and syscall.Errno.
func (o output) trouble() string {
	for _, d := range o.errors {
		if d.file != "" {
			continue
		}
		for line := range strings.Lines(d.message) {
			line = strings.TrimSpace(line)
			switch {
			case strings.HasSuffix(line, ": signal: killed"):
				return "the system killed " + tool(line) + ", for want of memory as a rule; build fewer ports at once (-j=1)"
			case strings.HasPrefix(line, "fatal error: runtime: out of memory"), strings.HasPrefix(line, "runtime: out of memory"):
				return "the compiler ran out of memory; build fewer ports at once (-j=1)"
			case strings.HasPrefix(line, "signal: "), strings.Contains(line, ": signal: "):
				return "a signal ended " + tool(line) + ": " + line[strings.Index(line, "signal: "):]
			}
			for _, errno := range errnos {
				if strings.HasSuffix(line, ": "+errno.Error()) {
					return line
				}
			}
		}
	}
	return ""
}

// tool returns the name of the program in "/usr/lib/go/.../compile: signal: ...".
func tool(line string) string {
	path, _, ok := strings.Cut(line, ": signal: ")
	if !ok {
		return "a tool"
	}
	return "the " + path[strings.LastIndexAny(path, `/\\ `)+1:]
}
