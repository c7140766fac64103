package config

import (
	"fmt"
	"path"
	"regexp"
	"strings"

	"go.yaml.in/yaml/v3"

	"github.com/xplatvet/xplatvet/internal/quoted"
	"github.com/xplatvet/xplatvet/platform"
)

// A CC is the C compiler for some ports.
type CC struct {
	Ports        platform.Set
	Command      string // program and arguments, quoted as in the environment variable CC
	Line, Column int    // of the command in the file
}

func (p *parser) cc(n *yaml.Node) {
	for key, value := range p.mapping(n, "cc") {
		ports, err := platform.Parse(key.Value)
		if err != nil {
			p.errorf(key, "cc: %v", err)
		}
		command, ok := p.text(value, "cc: want a C compiler, as in the environment variable CC")
		if !ok {
			continue
		}
		if why := badCompiler(command); why != "" {
			p.errorf(value, "cc: %s %s", quote(command), why)
			continue
		}
		line, column := p.source.position(p.source.offset(value))
		p.config.CC = append(p.config.CC, CC{ports, command, line, column})
	}
}

var (
	compilerName = regexp.MustCompile(`^(?:.*-)?(?:gcc|clang|cc|tcc|icx)(?:-[0-9.]+)?(?:\.exe)?$`)
	compilerFlag = regexp.MustCompile(`^(?:-m(?:32|64|x32|arm|thumb|(?:hard|soft)-float|(?:abi|arch|cpu|float-abi|fpu|tune)=[\w.+-]+)|-D.*|-O[0-3sg]?|-g[0-9]?|-static|-pthread|--?target=.*|--sysroot=.*|-(?:I|L|isystem|F|isysroot).+)$`)
)

// badCompiler says why a command is refused, or "". The file may come from
// people who are not trusted as much as the user is, and xplatvet build runs
// the command: so it is one of the compilers that the user has installed, with
// flags that make it run nothing else.
func badCompiler(command string) string {
	fields, err := quoted.Split(command)
	switch {
	case err != nil:
		return fmt.Sprintf("is not a command: %v", err)
	case len(fields) == 0:
		return "is not a command"
	}
	name, args := fields[0], fields[1:]
	base := path.Base(strings.ReplaceAll(name, `\`, "/"))
	if base != name && !strings.HasPrefix(name, "/") && !strings.Contains(name, ":") {
		return "is a relative path: use a name that is in PATH, or an absolute path"
	}
	switch zig := strings.TrimSuffix(base, ".exe") == "zig"; {
	case zig && len(args) > 0 && args[0] == "cc":
		args = args[1:]
	case zig || !compilerName.MatchString(base):
		return "is not known as a C compiler: want gcc, clang, cc or zig cc; others can be set by CC in the environment"
	}
	for i := 0; i < len(args); i++ {
		switch arg := args[i]; {
		case compilerFlag.MatchString(arg):
		case i+1 < len(args) && !strings.HasPrefix(args[i+1], "-") &&
			(arg == "-target" || arg == "-arch" || arg == "-isystem" || arg == "-isysroot" || arg == "--sysroot"):
			i++
		default:
			return fmt.Sprintf("has the flag %s, which this file may not set: set CC in the environment", quote(arg))
		}
	}
	return ""
}
