package cli

import (
	"strings"

	"github.com/xplatvet/xplatvet/internal/render"
)

// A helpText is the help of a command in parts, for those who show it otherwise.
type helpText struct {
	usage  string
	before []string // paragraphs
	flags  []helpFlag
	after  []string
}

// A helpFlag is a flag as the help tells it: "-format name".
type helpFlag struct {
	name, arg string // arg is "" for a boolean flag
	spec      string // "-NAME, -NAME=false"
	text      string // in one line
}

// parseHelp takes the help of a command apart. Flags are indented by two blanks,
// what they do by a tab; in paragraphs a tab begins a line to be kept as it is.
func parseHelp(text string) helpText {
	var h helpText
	paragraphs := &h.before
	usage, rest, _ := strings.Cut(text, "\n\n")
	h.usage = strings.TrimPrefix(usage, "usage: ")
	for block := range strings.SplitSeq(strings.Trim(rest, "\n"), "\n\n") {
		if !strings.HasPrefix(block, "  -") {
			*paragraphs = append(*paragraphs, block)
			continue
		}
		paragraphs = &h.after
		for line := range strings.SplitSeq(block, "\n") {
			if spec, ok := strings.CutPrefix(line, "  "); ok {
				h.flags = append(h.flags, flagOf(spec))
				continue
			}
			f := &h.flags[len(h.flags)-1]
			f.text = strings.TrimSpace(f.text + " " + strings.TrimSpace(line))
		}
	}
	return h
}

func flagOf(spec string) helpFlag {
	f := helpFlag{spec: spec}
	f.name, f.arg, _ = strings.Cut(spec, " ")
	if name, value, ok := strings.Cut(f.name, "="); ok && value != "false" { // -count=1
		f.name, f.arg = name, value
	} else if ok {
		f.name = name
	}
	f.name = strings.TrimPrefix(f.name, "-")
	return f
}

// choices returns the values of which the flag takes one, if it is one of a few:
// "text|json|github", or a constant.
func (f helpFlag) choices() []string {
	if strings.Contains(f.arg, "|") {
		return strings.Split(f.arg, "|")
	}
	if f.name == "format" {
		return render.FormatNames()
	}
	if strings.Trim(f.arg, "0123456789") == "" {
		return []string{f.arg} // -count=1
	}
	return nil
}
