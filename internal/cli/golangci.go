package cli

import (
	"context"

	"github.com/xplatvet/xplatvet/internal/toolbuild"
)

const golangciHelp = `usage: xplatvet golangci [flags] -o file

Golangci builds a golangci-lint that has xplatvet among its linters. It is
golangci-lint as it was released otherwise. The configuration file of
golangci-lint enables it:

	linters:
	  enable:
	    - xplatvet
	  settings:
	    custom:
	      xplatvet:
	        type: module

` + toolHelp

// golangci runs "xplatvet golangci" with the arguments after that.
func golangci(ctx context.Context, env Env, args []string) (int, error) {
	_, err := buildTool(ctx, env, "golangci", args, toolbuild.GolangciLint, golangciHelp)
	return exitCode(err), err
}
