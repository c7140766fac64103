package cli

import (
	_ "embed"
	"flag"
	"fmt"
	"io"
	"slices"
	"strings"

	"golang.org/x/tools/go/analysis"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/spelling"
	"github.com/xplatvet/xplatvet/internal/suppress"
)

const explainHelp = `usage: xplatvet explain NAME

Explain prints what findings of NAME are about: what is reported and why, an
example and how to mend it, what is missed, the flags, and how to silence it.
NAME is what stands in parentheses behind a finding, the name of an analyzer or
one of compile, suppression and typecheck.
`

//go:embed explain/compile.txt
var compileText string

//go:embed explain/suppression.txt
var suppressionText string

//go:embed explain/typecheck.txt
var typecheckText string

// explained returns the documentation of the names in findings that are not
// analyzers, in the form of analysis.Analyzer.Doc.
func explained(name string) (string, bool) {
	switch name {
	case finding.Compile:
		return compileText, true
	case finding.Suppression:
		return suppressionText, true
	case finding.Typecheck:
		return typecheckText, true
	}
	return "", false
}

// explain runs "xplatvet explain" with the arguments after that.
func explain(w io.Writer, args []string) error {
	if len(args) != 1 {
		return fmt.Errorf("explain: want one name, such as %s; xplatvet help lists them", analyzers.Suite[0].Name)
	}
	if isHelp(args[0]) {
		_, err := io.WriteString(w, explainHelp)
		return err
	}
	name := strings.TrimPrefix(strings.ToLower(args[0]), suppress.Tool+"/")
	text, ok := explained(name)
	if ok {
		text = fmt.Sprintf("%s: %s", name, text)
	} else if i := slices.IndexFunc(analyzers.Suite, func(a *analysis.Analyzer) bool { return a.Name == name }); i >= 0 {
		text = explanation(analyzers.Suite[i])
	} else {
		known := append(finding.NotAnalyzers(), analyzers.Names()...)
		if s := spelling.Nearest(name, known); s != "" {
			return fmt.Errorf("unknown analyzer %q: did you mean %q?", args[0], s)
		}
		return fmt.Errorf("unknown analyzer %q; xplatvet help lists them", args[0])
	}
	_, err := io.WriteString(w, text)
	return err
}

// explanation returns all that there is to say about an analyzer.
func explanation(a *analysis.Analyzer) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s\n", a.Name, a.Doc)
	first := true
	a.Flags.VisitAll(func(f *flag.Flag) {
		if first {
			b.WriteString("\nFlags:\n")
			first = false
		}
		fmt.Fprintf(&b, "\n  -%s.%s\n\t%s\n", a.Name, f.Name, f.Usage)
	})
	fmt.Fprintf(&b, `
To silence it on one line, behind it or above it, or in one file, or to silence
all analyzers on one line:

	//lint:ignore %[1]s/%[2]s reason
	//lint:file-ignore %[1]s/%[2]s reason
	//nolint:%[1]s // reason

To switch it off, -%[2]s=false, or in .xplatvet.yaml:

	analyzers:
	  %[2]s: off
`, suppress.Tool, a.Name)
	return b.String()
}
