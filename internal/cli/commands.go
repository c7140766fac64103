package cli

import (
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/analyzers"
	"github.com/xplatvet/xplatvet/internal/spelling"
)

// A command is what the first argument asks for.
type command struct {
	name    string // "" is the check
	args    string // what follows, for the usage
	summary string
	help    string // what -h prints
	run     func(ctx context.Context, env Env, args []string) (int, error)
}

// commands returns what xplatvet does, in the order of the usage.
func commands() []command {
	return []command{
		{"", "[flags] [packages]", "check packages on every target", checkHelp, check},
		{"build", "[flags] [packages]", "compile them for every target", buildHelp, build},
		{"matrix", "[flags] [packages]", "few ports that have every variant of them", matrixHelp, matrixCommand},
		{"merge", "[flags] files", "join the reports of several machines", mergeHelp, merge},
		{"gopls", "-o FILE", "build a gopls that has the analyzers", goplsHelp, gopls},
		{"golangci", "-o FILE", "build a golangci-lint that has them", golangciHelp, golangci},
		{"explain", "NAME", "what findings of NAME are about", explainHelp, plain(explain)},
		{"completion", "SHELL", "completion for bash, fish, powershell or zsh", completionHelp, plain(completion)},
		{"help", "[COMMAND]", "this text, or that of a command", helpHelp, plain(help)},
		{"version", "", "the version of xplatvet", versionHelp, plain(printVersion)},
	}
}

// plain makes a command of a function that only prints.
func plain(f func(w io.Writer, args []string) error) func(context.Context, Env, []string) (int, error) {
	return func(_ context.Context, env Env, args []string) (int, error) { return 0, f(env.Stdout, args) }
}

// find returns the command that the arguments begin with, and what is left of
// them.
func find(args []string) (command, []string) {
	list := commands()
	if len(args) > 0 {
		if i := commandIndex(list, args[0]); i > 0 {
			return list[i], args[1:]
		}
	}
	return list[0], args
}

func commandIndex(list []command, name string) int {
	return slices.IndexFunc(list, func(c command) bool { return c.name == name })
}

// usage says what there is.
func usage() string {
	var b strings.Builder
	b.WriteString("Xplatvet tells on which platforms Go code will not compile or will not work.\n\nusage:\n")
	for _, c := range commands() {
		fmt.Fprintf(&b, "  %-36s %s\n", strings.Join(strings.Fields("xplatvet "+c.name+" "+c.args), " "), c.summary)
	}
	b.WriteString(`  go vet -vettool=$(which xplatvet) [packages]
                                       the analyzers alone, in go vet

Run "xplatvet -h" or "xplatvet COMMAND -h" for their flags.

analyzers:
`)
	for _, a := range analyzers.Suite {
		fmt.Fprintf(&b, "  %-15s %s\n", a.Name, summary(a))
	}
	return b.String()
}

const helpHelp = `usage: xplatvet help [COMMAND]

Help says what xplatvet does, or what COMMAND does; of the name of an analyzer it
says what explain says.
`

// help runs "xplatvet help" with the arguments after that.
func help(w io.Writer, args []string) error {
	text := usage()
	if len(args) > 0 {
		list := commands()
		i := commandIndex(list, args[0])
		switch {
		case isHelp(args[0]):
			text = helpHelp
		case i < 0:
			return explain(w, args)
		case len(args) > 1:
			return fmt.Errorf("help: unexpected argument %q", args[1])
		default:
			text = list[i].help
		}
	}
	_, err := io.WriteString(w, text)
	return err
}

const versionHelp = `usage: xplatvet version

Version prints the version of xplatvet, and that of the Go that built it.
`

// printVersion runs "xplatvet version" with the arguments after that.
func printVersion(w io.Writer, args []string) error {
	text := version() + "\n"
	switch {
	case len(args) > 0 && isHelp(args[0]):
		text = versionHelp
	case len(args) > 0:
		return fmt.Errorf("version: unexpected argument %q", args[0])
	}
	_, err := io.WriteString(w, text)
	return err
}

func isHelp(arg string) bool { return arg == "-h" || arg == "-help" || arg == "--help" }

const completionHelp = `usage: xplatvet completion SHELL

Completion prints a script that has SHELL, one of bash, fish, powershell and zsh,
complete commands, flags and their values:

	bash        source <(xplatvet completion bash), in ~/.bashrc; from 4.3 on
	zsh         xplatvet completion zsh >"${fpath[1]}/_xplatvet", once
	fish        xplatvet completion fish | source, in config.fish
	powershell  xplatvet completion powershell | Out-String | Invoke-Expression,
	            in $PROFILE
`

// completion runs "xplatvet completion" with the arguments after that.
func completion(w io.Writer, args []string) error {
	if len(args) != 1 {
		return errors.New("completion: want one shell: " + oneOf(shells))
	}
	if isHelp(args[0]) {
		_, err := io.WriteString(w, completionHelp)
		return err
	}
	script, err := completionScripts.ReadFile("completion/" + args[0])
	if err != nil || !slices.Contains(shells, args[0]) {
		if s := spelling.Nearest(args[0], shells); s != "" {
			return fmt.Errorf("unknown shell %q: did you mean %q?", args[0], s)
		}
		return fmt.Errorf("unknown shell %q: want %s", args[0], oneOf(shells))
	}
	_, err = w.Write(script)
	return err
}
