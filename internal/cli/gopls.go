package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"

	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/toolbuild"
)

const goplsHelp = `usage: xplatvet gopls [flags] -o file

Gopls builds a gopls that has the analyzers of xplatvet among its own, so that
an editor shows what they find as one types, and offers their fixes. It is
gopls as it was released otherwise. Put the path of it into the settings of the
editor, as is printed at the end.

` + toolHelp

// toolHelp describes the flags of commands that build a tool.
const toolHelp = `  -o file
	where to put it; if it is there already it is replaced, once the new one
	works
  -q
	show no progress
  -version version
	version to build (default: the newest that the go command builds)
  -xplatvet dir
	take the analyzers from a checkout of xplatvet (default: the version of
	this xplatvet, or the checkout that it was built in)

The build takes a minute or two, and less if there was one before. It is checked
that the result reports what it should. The exit code is 0, or 2 if there is
no result; then nothing has changed.
`

// toolFlags are the flags of commands that build a tool.
type toolFlags struct {
	output, version, source string
	quiet                   bool
}

// gopls runs "xplatvet gopls" with the arguments after that.
func gopls(ctx context.Context, env Env, args []string) (int, error) {
	built, err := buildTool(ctx, env, "gopls", args, toolbuild.Gopls, goplsHelp)
	if built == nil {
		return exitCode(err), err
	}
	_, err = io.WriteString(env.Stdout, toolbuild.GoplsSettings(built.File))
	return exitCode(err), err
}

func exitCode(err error) int {
	if err != nil {
		return 2
	}
	return 0
}

// buildTool builds a tool as the arguments say. It returns nil if they only
// ask for help.
func buildTool(ctx context.Context, env Env, command string, args []string, tool *toolbuild.Tool, help string) (*toolbuild.Built, error) {
	var flags toolFlags
	set := flag.NewFlagSet("xplatvet "+command, flag.ContinueOnError)
	set.SetOutput(io.Discard)
	set.StringVar(&flags.output, "o", "", "")
	set.BoolVar(&flags.quiet, "q", false, "")
	set.StringVar(&flags.version, "version", "", "")
	set.StringVar(&flags.source, "xplatvet", "", "")
	err := set.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		_, err := io.WriteString(env.Stdout, help)
		return nil, err
	case err == nil && set.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", set.Arg(0))
	case err == nil && flags.output == "":
		err = fmt.Errorf("say with -o where to put %s", tool.Name)
	}
	if err != nil {
		return nil, fmt.Errorf("%w\nRun xplatvet %s -h for usage.", err, command)
	}
	var src *toolbuild.Source
	if flags.source != "" {
		src, err = toolbuild.DirSource(inDir(env.Dir, flags.source))
	} else {
		src, err = toolbuild.OwnSource()
	}
	if err != nil {
		return nil, err
	}
	b := &toolbuild.Builder{Go: &gocmd.Runner{Dir: env.Dir, Env: env.Environ}, Source: src}
	progress := newToolProgress(env, flags.quiet)
	b.Step, b.Output = progress.step, progress
	built, err := b.Build(ctx, tool, flags.version, inDir(env.Dir, flags.output))
	progress.stop()
	switch {
	case ctx.Err() != nil:
		return nil, errors.New("interrupted; nothing has changed")
	case err != nil:
		return nil, err
	}
	if _, err := fmt.Fprintf(env.Stdout, "%s is %s %s with the analyzers of xplatvet\n", built.File, tool.Name, built.Version); err != nil {
		return nil, err
	}
	return built, nil
}
