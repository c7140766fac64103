package cli

import (
	"cmp"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/internal/config"
	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/finding"
	"github.com/xplatvet/xplatvet/internal/gocmd"
	"github.com/xplatvet/xplatvet/internal/modscan"
	"github.com/xplatvet/xplatvet/internal/render"
	"github.com/xplatvet/xplatvet/internal/spelling"
	"github.com/xplatvet/xplatvet/passes/scope"
	"github.com/xplatvet/xplatvet/platform"
)

// commonFlags are the flags that check and build share.
type commonFlags struct {
	dir, format, output, platforms, tags string
	quiet, verbose                       bool
	patterns                             []string

	baseline      string
	baselineSet   bool // even to ""
	writeBaseline bool
}

func (f *commonFlags) register(set *flag.FlagSet) {
	set.SetOutput(io.Discard)
	set.StringVar(&f.baseline, "baseline", "", "")
	set.StringVar(&f.dir, "C", "", "")
	set.StringVar(&f.format, "format", "text", "")
	set.StringVar(&f.output, "o", "", "")
	set.StringVar(&f.platforms, "platforms", "", "")
	set.BoolVar(&f.quiet, "q", false, "")
	set.StringVar(&f.tags, "tags", "", "")
	set.BoolVar(&f.verbose, "v", false, "")
	set.BoolVar(&f.writeBaseline, "write-baseline", false, "")
}

// commonHelp describes the flags that check and build share.
var commonHelp = `  -baseline file
	do not report the findings that file has; an empty name is no file
	(default: that of .xplatvet.yaml)
  -C dir
	change to dir first
` + formatHelp + `  -o file
	write the report to file rather than to standard output
  -platforms list
	targets, such as "linux,darwin/arm64", "windows", "unix", "first-class"
	or "all" (default: those of .xplatvet.yaml, else the first-class ports
	and those that constraints and file names of the module name)
  -q
	show no progress
  -tags list
	build tags, separated by commas (default: those of .xplatvet.yaml)
  -write-baseline
	write the findings to the file of -baseline or .xplatvet.yaml, in place
	of those that it has of the same packages, and report none of them
`

// formatHelp describes -format.
var formatHelp = `  -format name
	form of the report, ` + render.FormatNames()[0] + ` (default) or one of
	` + strings.Join(render.FormatNames()[1:], ", ") + `
`

// parse parses the command line of a command that knows some formats, those of
// reports if none are given.
func (f *commonFlags) parse(set *flag.FlagSet, args []string, formats ...string) error {
	if err := set.Parse(args); err != nil {
		return err
	}
	if len(formats) == 0 {
		formats = render.FormatNames()
	}
	if !slices.Contains(formats, f.format) {
		if s := spelling.Nearest(f.format, formats); s != "" {
			return fmt.Errorf("unknown -format %q: did you mean %q?", f.format, s)
		}
		return fmt.Errorf("unknown -format %q: want %s", f.format, oneOf(formats))
	}
	set.Visit(func(fl *flag.Flag) { f.baselineSet = f.baselineSet || fl.Name == "baseline" })
	if f.patterns = set.Args(); len(f.patterns) == 0 {
		f.patterns = []string{"./..."}
	}
	return nil
}

// A job is what flags, configuration file and defaults say together.
type job struct {
	runner  *gocmd.Runner
	targets platform.Set
	tags    []string
	config  *config.Config
	asked   bool // flags say what to look at
}

// job joins flags, configuration file and defaults. Known is the analyzers
// that the file may name.
func (f *commonFlags) job(env Env, known []string) (*job, error) {
	dir, err := filepath.Abs(inDir(env.Dir, f.dir))
	if err != nil {
		return nil, fmt.Errorf("find working directory: %w", err)
	}
	if info, err := os.Stat(dir); err != nil {
		return nil, fmt.Errorf("change directory: %w", err)
	} else if !info.IsDir() {
		return nil, fmt.Errorf("change directory: %s is not a directory", dir)
	}
	// One configuration for a module, wherever in it one stands.
	cfg, err := config.Load(cmp.Or(modscan.Root(dir), dir), &config.Known{Analyzers: known, Options: scope.Options()})
	if err != nil {
		return nil, err
	}
	j := &job{runner: &gocmd.Runner{Dir: dir, Env: env.Environ}, targets: cfg.Platforms, tags: cfg.Tags, config: cfg}
	if f.tags != "" {
		j.tags = splitTags(f.tags)
	}
	if f.platforms != "" {
		if j.targets, err = platform.Parse(f.platforms); err != nil {
			return nil, fmt.Errorf("parse -platforms: %w", err)
		}
	}
	if j.targets.Empty() {
		j.targets = defaultTargets(dir, j.tags)
	}
	j.asked = f.platforms != "" || f.tags != ""
	return j, nil
}

// whole reports whether nothing that the project cares for is left out: no
// flag asks for less, or for something else.
func (j *job) whole() bool {
	if !j.asked {
		return true
	}
	project := j.config.Platforms
	if project.Empty() {
		project = defaultTargets(j.runner.Dir, j.config.Tags)
	}
	return project.SubsetOf(j.targets) && slices.Equal(slices.Sorted(slices.Values(j.tags)), j.config.Tags)
}

// defaultTargets returns the targets that the module of dir itself suggests.
func defaultTargets(dir string, tags []string) platform.Set {
	root := modscan.Root(dir)
	if root == "" {
		return platform.FirstClass()
	}
	files, err := modscan.Files(root, &constraint.Context{Tags: tags}, false)
	if err != nil {
		return platform.FirstClass()
	}
	return modscan.Targets(files)
}

func splitTags(s string) []string {
	return slices.DeleteFunc(strings.FieldsFunc(s, func(r rune) bool { return r == ',' || r == ' ' }), func(t string) bool { return t == "" })
}

// An output is where a report goes.
type output struct {
	w     io.Writer
	close func() error
	color bool
}

// output opens the file of -o, or takes standard output. It is opened before
// the work: a name that cannot be created is no news for afterwards.
func (f *commonFlags) openOutput(env Env, dir string) (*output, error) {
	if f.output == "" {
		color := isTerminal(env.Stdout) && (&gocmd.Runner{Env: env.Environ}).Getenv("NO_COLOR") == ""
		return &output{env.Stdout, func() error { return nil }, color}, nil
	}
	file, err := os.Create(inDir(dir, f.output))
	if err != nil {
		return nil, fmt.Errorf("create report: %w", err)
	}
	return &output{file, file.Close, false}, nil
}

// write writes a report to out and its problems to standard error.
func (f *commonFlags) write(env Env, out *output, r *finding.Report) error {
	if err := render.Problems(env.Stderr, r); err != nil {
		return fmt.Errorf("write problems: %w", err)
	}
	format, _ := render.FormatOf(f.format) // parse has seen to it
	opt := render.Options{
		Color:   out.color,
		Verbose: f.verbose,
		Dir:     repository(env, r.Root),
		Version: moduleVersion(),
		Rules:   rules(),
	}
	err := format.Write(out.w, r, opt)
	if cerr := out.close(); err == nil {
		err = cerr
	}
	if err != nil {
		return fmt.Errorf("write report: %w", err)
	}
	if f.format == "github" {
		return jobSummary(env, r, opt)
	}
	return nil
}

// oneOf joins names with words.
func oneOf(names []string) string {
	last := len(names) - 1
	return strings.Join(names[:last], ", ") + " or " + names[last]
}
