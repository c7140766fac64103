package cli

import (
	"embed"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/platform"
)

// completeCommand is the command that the scripts of completion run. Its
// arguments are the words of the command line up to the one to complete, which
// has a "=" before it, since some shells drop arguments that are empty. It
// prints candidates for that word, with a tab and what they mean behind, and
// fileWords or dirWords if files or directories will do.
const completeCommand = "__complete"

const (
	fileWords = ":file"
	dirWords  = ":dir"
)

//go:embed completion
var completionScripts embed.FS

var shells = []string{"bash", "fish", "powershell", "zsh"}

// A candidate is a word, and what it means.
type candidate struct{ word, text string }

func complete(w io.Writer, words []string) error {
	if len(words) == 0 {
		return nil
	}
	last := strings.TrimPrefix(words[len(words)-1], "=")
	for _, c := range candidates(words[:len(words)-1], last) {
		if !strings.HasPrefix(c.word, ":") && !strings.HasPrefix(c.word, last) {
			continue
		}
		if _, err := fmt.Fprintf(w, "%s\t%s\n", c.word, c.text); err != nil {
			return err
		}
	}
	return nil
}

// candidates returns what may stand in place of last, which follows words.
func candidates(words []string, last string) []candidate {
	c, args := find(words)
	flags := flagsOf(c)
	if len(args) > 0 {
		if f, ok := flagNamed(flags, args[len(args)-1]); ok && f.arg != "" && !strings.Contains(args[len(args)-1], "=") {
			return values(f, "", last)
		}
	}
	if name, value, ok := strings.Cut(last, "="); ok && strings.HasPrefix(name, "-") {
		if f, ok := flagNamed(flags, name); ok {
			return values(f, name+"=", value)
		}
	}
	if strings.HasPrefix(last, "-") {
		var list []candidate
		for _, f := range flags {
			list = append(list, candidate{"-" + f.name, f.text})
		}
		return list
	}
	var list []candidate
	if len(words) == 0 {
		for _, c := range commands()[1:] {
			list = append(list, candidate{c.name, c.summary})
		}
	}
	switch {
	case strings.Contains(c.args, "packages"):
		list = append(list, candidate{"./...", "all packages"})
		if strings.HasPrefix(last, ".") || strings.HasPrefix(last, "/") { // else it is an import path
			list = append(list, candidate{dirWords, ""})
		}
	case strings.Contains(c.args, "files"):
		list = append(list, candidate{fileWords, ""})
	case len(args) > 0:
	case c.name == "help":
		for _, c := range commands()[1:] {
			list = append(list, candidate{c.name, c.summary})
		}
		list = append(list, explainable()...)
	case c.name == "explain":
		list = explainable()
	case c.name == "completion":
		for _, s := range shells {
			list = append(list, candidate{s, ""})
		}
	}
	return list
}

// explainable returns the names that explain knows.
func explainable() []candidate {
	var list []candidate
	for _, name := range finding.NotAnalyzers() {
		doc, _ := explained(name)
		text, _, _ := strings.Cut(doc, "\n")
		list = append(list, candidate{name, text})
	}
	for _, a := range analyzers.Suite {
		list = append(list, candidate{a.Name, summary(a)})
	}
	return list
}

// flagsOf returns the flags of a command, as its help tells them.
func flagsOf(c command) []helpFlag {
	list := parseHelp(c.help).flags
	if i := slices.IndexFunc(list, func(f helpFlag) bool { return f.name == "NAME," }); i >= 0 {
		list = slices.Delete(list, i, i+1)
		for _, a := range analyzers.Suite {
			list = append(list, helpFlag{name: a.Name, text: summary(a)})
			list = append(list, analyzerFlags(a)...)
		}
	}
	return append(list, helpFlag{name: "h", text: "help"})
}

func analyzerFlags(a *analysis.Analyzer) []helpFlag {
	var list []helpFlag
	a.Flags.VisitAll(func(f *flag.Flag) {
		arg, usage := flag.UnquoteUsage(f)
		list = append(list, helpFlag{name: a.Name + "." + f.Name, arg: arg, text: usage})
	})
	return list
}

func flagNamed(flags []helpFlag, arg string) (helpFlag, bool) {
	name, ok := strings.CutPrefix(arg, "-")
	name, _, _ = strings.Cut(strings.TrimPrefix(name, "-"), "=")
	i := slices.IndexFunc(flags, func(f helpFlag) bool { return f.name == name })
	if !ok || i < 0 {
		return helpFlag{}, false
	}
	return flags[i], true
}

// values returns the values of a flag, each behind prefix.
func values(f helpFlag, prefix, value string) []candidate {
	switch {
	case f.arg == "dir":
		return []candidate{{dirWords, ""}}
	case f.arg == "file":
		return []candidate{{fileWords, ""}}
	case f.name == "platforms":
		return ports(prefix, value)
	case f.arg == "":
		return []candidate{{prefix + "true", ""}, {prefix + "false", ""}}
	}
	var list []candidate
	for _, word := range f.choices() {
		list = append(list, candidate{prefix + word, ""})
	}
	return list
}

// ports returns the patterns that may stand in place of the last of a list.
func ports(prefix, list string) []candidate {
	i := strings.LastIndexByte(list, ',') + 1
	prefix, last := prefix+list[:i], list[i:]
	if not, ok := strings.CutPrefix(last, "!"); ok {
		prefix, last = prefix+"!", not
	}
	words := []string{"all", "first-class", "unix"}
	for p := range platform.All().Ports() {
		word := p.GOOS
		if strings.HasPrefix(last, p.GOOS+"/") {
			word = p.Pair()
		}
		if strings.HasPrefix(last, p.Pair()+":") {
			word = p.String()
		}
		if !slices.Contains(words, word) {
			words = append(words, word)
		}
	}
	var all []candidate
	for _, word := range words {
		all = append(all, candidate{prefix + word, ""})
	}
	return all
}
