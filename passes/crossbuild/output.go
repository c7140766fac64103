package crossbuild

import (
	"regexp"
	"slices"
	"strings"
)

// A diagnostic is one error in the output of a compiler, an assembler, cgo or
// the linker.
type diagnostic struct {
	file         string // as printed; "" if there is none
	line, column int    // 0 if unknown
	message      string // lines that explain the first one follow it
	related      []diagnostic
}

// An output is what was printed about one package.
type output struct {
	errors    []diagnostic
	notes     []string // such as "module requires Go 1.99"
	truncated bool     // there are more errors
}

// parseOutput reads the text that go build prints about a package:
//
//	# example.com/m/kill
//	kill/kill.go:5:43: undefined: syscall.Kill
//	kill/kill.go:9:6: f redeclared in this block
//		kill/other.go:3:6: other declaration of f
//	kill/kill.go:12:8: too many errors
//	note: module requires Go 1.99
//
// Lines that name no place belong together: they are one error, unless they
// only sum up errors that do.
func parseOutput(text string) output {
	var out output
	var loose []string // lines without a place
	var last *diagnostic
	for line := range strings.Lines(text) {
		line = strings.TrimRight(line, "\r\n")
		trimmed := strings.TrimSpace(line)
		switch {
		case trimmed == "" || strings.HasPrefix(line, "# "):
			last = nil
		case line[0] == '\t' && last != nil:
			if d, ok := parseDiagnostic(trimmed); ok {
				last.related = append(last.related, d)
			} else {
				last.message += "\n" + oneLine(trimmed)
			}
		case line[0] == ' ': // source lines that a C compiler shows
		case trimmed == "too many errors" || strings.HasSuffix(trimmed, ": too many errors"):
			out.truncated, last = true, nil
		case strings.HasPrefix(line, "note: "):
			out.notes = append(out.notes, oneLine(strings.TrimPrefix(line, "note: ")))
			last = nil
		default:
			d, ok := parseDiagnostic(line)
			if m := reIllegal.FindStringSubmatch(line); m != nil {
				d.file, d.line, d.column = parsePosition(m[2])
				d.message, ok = oneLine(m[1]+" "+m[3]), d.line > 0
			}
			if !ok {
				if line := oneLine(trimmed); !slices.Contains(loose, line) {
					loose = append(loose, line)
				}
				last = nil
				continue
			}
			if strings.HasPrefix(d.message, "multiple definition of ") {
				d.message, _, _ = strings.Cut(d.message, ";") // a temporary file follows
			}
			last = &diagnostic{} // what belongs to a warning goes with it
			if !strings.HasPrefix(d.message, "warning: ") && !strings.HasPrefix(d.message, "note: ") && !out.has(d) {
				out.errors = append(out.errors, d)
				last = &out.errors[len(out.errors)-1]
			}
		}
	}
	out.errors = append(out.errors, linkErrors(loose)...)
	if len(out.errors) == 0 && len(loose) > 0 {
		out.errors = []diagnostic{{message: strings.Join(tidyLink(loose), "\n")}}
	}
	return out
}

// has reports whether d is known: the linker names a function as often as it is
// called, and the assembler says several things of an instruction.
func (out *output) has(d diagnostic) bool {
	return slices.ContainsFunc(out.errors, func(e diagnostic) bool {
		return e.file == d.file && e.line == d.line && (e.message == d.message || strings.HasPrefix(d.message, "asmins: "))
	})
}

// reIllegal matches what the assembler says of an instruction that it can read,
// but not encode: "asm: asmins: illegal 64: 00000 (x.s:2)	MOVQ	AX, BX".
var reIllegal = regexp.MustCompile(`^asm: (.*?):? \d{5} \((.*?\.s:\d+)\)\s+(.*?)(?: \([0-9 ]+\))?$`)

// parseDiagnostic splits "file:line:column: message" or "file:line: message".
func parseDiagnostic(line string) (d diagnostic, ok bool) {
	// The place ends at the first ": " that numbers stand before; a file name
	// may hold one too.
	for i := 0; ; i += 2 {
		j := strings.Index(line[i:], ": ")
		if j < 0 {
			return diagnostic{}, false
		}
		i += j
		d.file, d.line, d.column = parsePosition(line[:i])
		d.message = oneLine(line[i+2:])
		if d.line > 0 && d.file != "" && d.message != "" {
			return d, true
		}
	}
}
