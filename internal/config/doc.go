// Package config reads .xplatvet.yaml, the file in which a project says once
// what its developers would otherwise pass as flags. Flags win over the file.
//
// A complete file:
//
//	# The ports this project supports. The default is the first-class ports
//	# of Go and every port that the code itself names in build constraints
//	# and file names.
//	platforms:
//	  - linux
//	  - darwin
//	  - windows/{amd64,arm64}
//
//	# Build tags, as in go build -tags.
//	tags: [integration, sqlite]
//
//	# Analyzers to switch on or off; those not named keep their default.
//	analyzers:
//	  pathsep: off
//	  intsize: on
//	  tzdata:
//	    without: linux
//
//	# Files and directories in which nothing is reported.
//	exclude:
//	  - third_party
//	  - internal/gen/*.pb.go
//	  - "**/testdata"
//
//	# Findings that are put off; xplatvet -write-baseline writes it.
//	baseline: .xplatvet-baseline.json
//
//	# C compilers for xplatvet build, where it does not find them itself.
//	cc:
//	  linux/arm64: aarch64-linux-gnu-gcc
//	  windows/amd64: zig cc -target x86_64-windows-gnu
//
// Every key may be left out, or left without a value; an empty file says
// nothing, like no file.
//
// # The key platforms
//
// A string, or a list of strings, in the grammar of
// [github.com/xplatvet/xplatvet/platform.Parse]: "linux/amd64",
// "windows", "*/arm64", "linux/{arm64,riscv64}", "unix", "first-class", "all",
// "linux:nocgo". The items of a list are joined from first to last, and an
// item that begins with ! takes its ports away from those before it; at the
// beginning of the list it takes them away from every port. YAML gives some of
// these characters a meaning of its own, so an item that begins with !, *, { or
// a quote must be quoted:
//
//	platforms: [first-class, "!*/386"]
//
// # The key tags
//
// A list of build tags, or a string of them with commas between. The names
// that ports decide (windows, arm64, unix, cgo, ...) are refused: they belong
// under platforms.
//
// # The key analyzers
//
// A mapping from the name of an analyzer to on or off (true and false will do
// too), or to a mapping of options of that analyzer, which is then on: its flags,
// as "xplatvet explain NAME" tells. An option is on or off, or a list of ports as
// under platforms. The name typecheck stands for the errors of the type checker.
//
// # The key exclude
//
// A list of patterns that are matched, letter case included, against the path
// of a file from the directory that holds .xplatvet.yaml. Elements are
// separated by slashes on every system. In an element * stands for any run of
// characters and ? for one; the element ** stands for any number of elements,
// also none. A pattern that matches a directory excludes everything below it:
// "gen" excludes the directory gen beside .xplatvet.yaml, "**/gen" those at
// every depth. A leading "./" and a trailing slash make no difference. There
// are no negations, character classes, braces or escapes, and a pattern with
// \, [, ], { or } is refused; use ? in place of such a character. A pattern
// that begins with * must be quoted for YAML.
//
// # The key baseline
//
// The name of a file from the directory that holds .xplatvet.yaml, with slashes
// on every system. Findings that are written down there are not reported.
//
// # The key cc
//
// A mapping from ports, as under platforms, to the C compiler that xplatvet
// build is to use for cgo there: program and arguments, quoted as in the
// environment variable CC of the go command. The first entry for a port counts;
// CC in the environment goes before it if that compiles for the port. The
// program is gcc, clang, cc or the like, with any prefix, or zig cc; it is named
// alone, or with an absolute path. Of its flags only those are allowed that
// choose the target (-m..., -target, --sysroot, ...) or where to look for files
// (-I, -L, ...): the file is part of a repository, and shall not say what is run.
//
// # Where the file is looked for
//
// In the root of the module, the nearest directory that holds go.mod (without
// one, in the current directory), and then in its parents, up to the root of the
// repository: the nearest directory that holds .git or go.work. Outside a
// repository the search ends at the root of the module. The first file found is the only one read; files do not
// add up. The name is .xplatvet.yaml; .xplatvet.yml in its place is an error
// rather than a file without effect.
//
// # Errors
//
// The file is UTF-8, one YAML document of at most 64 KiB, without anchors,
// aliases, merge keys or tags. Everything that is wrong with it is reported,
// with line and column, not just the first mistake:
//
//	.xplatvet.yaml:1:1: unknown key "platform": did you mean "platforms"?
//	.xplatvet.yaml:4:5: unknown port "macos": did you mean "darwin"?
//	.xplatvet.yaml:7:3: unknown analyzer "pathsepp": did you mean "pathsep"?
//	.xplatvet.yaml:9:5: unknown option of tzdata "witout": did you mean "without"?
package config
