// Package mnemonic knows the instructions of the assembler of Go, which has other
// ones for each architecture, and finds those that an assembly file has.
package mnemonic

import (
	_ "embed"
	"strings"
	"sync"

	"github.com/xplatvet/xplatvet/platform"
)

//go:generate go test -run=TestTable -update

// table has a line for each assembler: the values of GOARCH that it is for,
// comma-separated, and its instructions. It is made from GOROOT by the test.
//
//go:embed table.txt
var table string

// ports returns the ports that have each instruction.
var ports = sync.OnceValue(func() map[string]platform.Set {
	m := make(map[string]platform.Set)
	for line := range strings.Lines(table) {
		words := strings.Fields(line)
		var on platform.Set
		for _, goarch := range strings.Split(words[0], ",") {
			on = on.Union(platform.Arch(goarch))
		}
		for _, name := range words[1:] {
			m[name] = m[name].Union(on)
		}
	}
	return m
})

// An Instruction is one that an assembly file has.
type Instruction struct {
	Name  string
	Line  int
	Ports platform.Set // whose assembler knows it
}

// Find returns the instructions of an assembly file, each at its first line. It
// returns none if the preprocessor may choose what is assembled, or bring in
// what is defined elsewhere: then the text does not tell. What is not an
// instruction of any port, such as a macro, is left out.
func Find(text string) []Instruction {
	known := ports()
	var list []Instruction
	seen := make(map[string]bool)
	comment, definition := false, false
	n := 0
	for line := range strings.Lines(text) {
		n++
		line, comment = stripComments(strings.TrimRight(line, "\r\n"), comment)
		trimmed := strings.TrimSpace(line)
		if definition {
			definition = strings.HasSuffix(trimmed, `\`)
			continue
		}
		if rest, ok := strings.CutPrefix(trimmed, "#"); ok {
			words := strings.Fields(rest)
			switch {
			case len(words) == 0:
			case words[0] == "define" && len(words) > 1:
				name, _, _ := strings.Cut(words[1], "(")
				seen[name] = true
				definition = strings.HasSuffix(trimmed, `\`)
			case words[0] == "include" && len(words) > 1 && standard[words[1]]:
			default:
				return nil
			}
			continue
		}
		for _, statement := range strings.Split(line, ";") {
			name := nameOf(statement)
			if on, ok := known[name]; ok && !seen[name] {
				seen[name] = true
				list = append(list, Instruction{name, n, on})
			}
		}
	}
	return list
}

// standard are the headers that define constants and flags, but no instructions.
var standard = map[string]bool{`"textflag.h"`: true, `"funcdata.h"`: true, `"go_asm.h"`: true}

// nameOf returns the instruction of a statement, without labels before it, and
// without the condition that some have behind a dot.
func nameOf(statement string) string {
	words := strings.Fields(statement)
	for len(words) > 0 && strings.HasSuffix(words[0], ":") {
		words = words[1:]
	}
	if len(words) == 0 {
		return ""
	}
	name, _, _ := strings.Cut(words[0], ".")
	return name
}

// stripComments cuts comments off a line; open is whether one of the form /* */
// begins before it, and again whether one goes on behind it.
func stripComments(line string, open bool) (string, bool) {
	var b strings.Builder
	for {
		if open {
			_, rest, ok := strings.Cut(line, "*/")
			if !ok {
				return b.String(), true
			}
			line, open = rest, false
			b.WriteByte(' ')
		}
		i := strings.Index(line, "//")
		j := strings.Index(line, "/*")
		switch {
		case i >= 0 && (j < 0 || i < j):
			b.WriteString(line[:i])
			return b.String(), false
		case j >= 0:
			b.WriteString(line[:j])
			line, open = line[j+2:], true
		default:
			b.WriteString(line)
			return b.String(), false
		}
	}
}
