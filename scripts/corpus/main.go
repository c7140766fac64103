//go:build corpus

// Corpus runs xplatvet on released modules of which the outcome is known, and
// prints how much of it was found and what was reported in vain:
//
//	go run -tags corpus ./scripts/corpus [flags] DIR
//
// DIR holds tab-separated files, each with a header line:
//
//   - fail.tsv: module, version, package, goos, goarch, cgo, class,
//     first_error. The package, or a dependency, does not build for the port.
//   - pass.tsv: module, version, package, ports ("ALL-47" or a list), ... The
//     package builds for the ports.
//   - verdicts.tsv: package@version and the ports of all 47, with cgo off, on
//     which the package or a dependency does not type-check ("-" for none).
//
// A third mode checks modules in which nothing is known beforehand:
//
//	go run -tags corpus ./scripts/corpus -consistent MODULEDIR...
//
// What an analyzer says does not exist on a port, the type checker must miss on
// that port, on that line.
//
// It downloads the modules, so it is not part of the tests.
package main

import (
	"bytes"
	"cmp"
	"encoding/json"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"time"

	"github.com/xplatvet/xplatvet/internal/render"
	"github.com/xplatvet/xplatvet/platform"
)

var (
	commands   = flag.String("commands", "check", "which `commands` to run: check,build")
	only       = flag.String("only", "", "only modules that match `regexp`")
	files      = flag.String("files", "fail,pass", "which `files` of the corpus to use")
	consistent = flag.Bool("consistent", false, "compare analyzers with the type checker on modules in directories")
	verbose    = flag.Bool("v", false, "print every run")
	ports      = flag.String("ports", "", "of the ports of pass.tsv, these `ports` only, such as first-class")
)

func main() {
	flag.Parse()
	if err := run(flag.Args()); err != nil {
		fmt.Fprintln(os.Stderr, "corpus:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 0 || len(args) != 1 && !*consistent {
		return errors.New("usage: corpus [flags] DIR")
	}
	rx, err := regexp.Compile(*only)
	if err != nil {
		return err
	}
	temp, err := os.MkdirTemp("", "xplatvet-corpus-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	tool := filepath.Join(temp, "xplatvet")
	if out, err := exec.Command("go", "build", "-o", tool, "./cmd/xplatvet").CombinedOutput(); err != nil {
		return fmt.Errorf("build xplatvet: %w\n%s", err, out)
	}
	c := &corpus{temp: temp, tool: tool, scratch: make(map[string]string)}
	if *consistent {
		for _, dir := range args {
			if err := c.consistent(dir); err != nil {
				return err
			}
		}
		return nil
	}
	if strings.Contains(*files, "fail") {
		rows, err := readTable(filepath.Join(args[0], "fail.tsv"), rx)
		if err != nil {
			return err
		}
		c.fail(rows)
	}
	if strings.Contains(*files, "pass") {
		rows, err := readTable(filepath.Join(args[0], "pass.tsv"), rx)
		if err != nil {
			return err
		}
		c.pass(rows)
	}
	if strings.Contains(*files, "verdicts") {
		rows, err := readTable(filepath.Join(args[0], "verdicts.tsv"), rx)
		if err != nil {
			return err
		}
		return c.verdicts(rows)
	}
	return nil
}

type row map[string]string

func readTable(file string, rx *regexp.Regexp) ([]row, error) {
	data, err := os.ReadFile(file)
	if err != nil {
		return nil, err
	}
	lines := strings.Split(strings.TrimSuffix(string(data), "\n"), "\n")
	header := strings.Split(lines[0], "\t")
	var rows []row
	for _, line := range lines[1:] {
		r := make(row)
		for i, field := range strings.Split(line, "\t") {
			if i < len(header) {
				r[header[i]] = field
			}
		}
		if pkg, version, ok := strings.Cut(r["package@version"], "@"); ok {
			r["module"], r["package"], r["version"] = pkg, pkg, version
		}
		if rx.MatchString(r["module"] + "@" + r["version"]) {
			rows = append(rows, r)
		}
	}
	slices.SortStableFunc(rows, func(a, b row) int {
		return cmp.Or(strings.Compare(a["module"], b["module"]), strings.Compare(a["version"], b["version"]))
	})
	return rows, nil
}

type corpus struct {
	temp, tool string
	scratch    map[string]string // module@version → directory, "" if it cannot be had
}

// dir returns the directory of a module that requires module@version alone.
func (c *corpus) dir(r row) (string, error) {
	key := r["module"] + "@" + r["version"]
	if dir, ok := c.scratch[key]; ok {
		if dir == "" {
			return "", errors.New("not available")
		}
		return dir, nil
	}
	c.scratch[key] = ""
	dir, err := os.MkdirTemp(c.temp, "m-")
	if err != nil {
		return "", err
	}
	for _, args := range [][]string{{"mod", "init", "scratch"}, {"get", r["package"] + "@" + r["version"]}} {
		if out, err := goCommand(dir, args...); err != nil {
			// The package may have no file on this port.
			if args[0] != "get" {
				return "", fmt.Errorf("go %v: %w\n%s", args, err, out)
			}
			if out, err := goCommand(dir, "get", key); err != nil {
				return "", fmt.Errorf("go get %s: %w\n%s", key, err, out)
			}
		}
	}
	c.scratch[key] = dir
	return dir, nil
}

func goCommand(dir string, args ...string) ([]byte, error) {
	cmd := exec.Command("go", args...)
	cmd.Dir = dir
	cmd.Env = environ()
	return cmd.CombinedOutput()
}

func environ() []string { return append(os.Environ(), "GOFLAGS=-mod=mod", "GOWORK=off") }

// xplatvet runs the tool on a package.
func (c *corpus) xplatvet(dir string, args ...string) (*render.Document, error) {
	cmd := exec.Command(c.tool, args...)
	cmd.Dir = dir
	cmd.Env = environ()
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	start := time.Now()
	err := cmd.Run()
	if *verbose {
		fmt.Printf("# %s: xplatvet %s (%.1fs)\n", filepath.Base(dir), strings.Join(args, " "), time.Since(start).Seconds())
	}
	doc := new(render.Document)
	if jerr := json.NewDecoder(&stdout).Decode(doc); jerr != nil {
		return nil, fmt.Errorf("%w: %v %s", jerr, err, stderr.String())
	}
	return doc, nil
}

// fail measures recall: for each row, whether the package is said to fail or
// to be blocked on the port, and whether the compiler's first error is among
// the findings.
func (c *corpus) fail(rows []row) {
	for command := range strings.SplitSeq(*commands, ",") {
		byClass := make(map[string]*recall)
		for _, r := range rows {
			class := r["class"]
			if byClass[class] == nil {
				byClass[class] = new(recall)
			}
			byClass[class].rows++
			dir, err := c.dir(r)
			if err != nil {
				fmt.Printf("UNAVAILABLE %s@%s: %v\n", r["module"], r["version"], err)
				byClass[class].unavailable++
				continue
			}
			doc, err := c.xplatvet(dir, arguments(command, r["goos"]+"/"+r["goarch"]+variant(r["cgo"]), r["package"])...)
			if err != nil {
				fmt.Printf("ERROR %s %s@%s: %v\n", command, r["package"], r["version"], err)
				continue
			}
			status := ""
			for _, v := range doc.Verdicts {
				if v.Package == r["package"] {
					status = string(v.Status)
				}
			}
			switch status {
			case "fail", "blocked":
				byClass[class].found++
			case "excluded":
				byClass[class].found++ // says that no file is left, which is the error
			default:
				fmt.Printf("MISSED by %s: %s@%s on %s/%s (%s): %s; %d findings, %d problems %v\n", command, r["package"], r["version"],
					r["goos"], r["goarch"], class, r["first_error"], len(doc.Findings), len(doc.Problems), doc.Problems)
			}
			if hasMessage(doc, r["first_error"]) {
				byClass[class].message++
			} else if *verbose && status != "" {
				fmt.Printf("other message by %s: %s %s/%s: want %q\n", command, r["package"], r["goos"], r["goarch"], r["first_error"])
				for i, f := range doc.Findings {
					if i < 3 {
						fmt.Printf("\t%s:%d:%d: %s (%s)\n", f.File, f.Line, f.Column, f.Message, f.Analyzer)
					}
				}
			}
		}
		total := new(recall)
		fmt.Printf("\n%s on fail.tsv: rows, verdict found, with the compiler's first error\n", command)
		for _, class := range slices.Sorted(keys(byClass)) {
			b := byClass[class]
			fmt.Printf("  %-28s %4d %4d %4d\n", class, b.rows-b.unavailable, b.found, b.message)
			total.rows += b.rows - b.unavailable
			total.found += b.found
			total.message += b.message
		}
		fmt.Printf("  %-28s %4d %4d %4d   recall %.1f%%\n", "all", total.rows, total.found, total.message, 100*float64(total.found)/float64(max(1, total.rows)))
	}
}

type recall struct{ rows, unavailable, found, message int }

func keys[V any](m map[string]V) func(func(string) bool) {
	return func(yield func(string) bool) {
		for k := range m {
			if !yield(k) {
				return
			}
		}
	}
}

// hasMessage reports whether a finding or a verdict has the position and the gist
// of the compiler's error: the same line, or the same text. What an analyzer says
// of an error takes its place among the findings; a verdict has it as it is.
func hasMessage(doc *render.Document, first string) bool {
	const excluded = "build constraints exclude all Go files"
	first = unescapeRx.ReplaceAllStringFunc(first, func(s string) string { return strings.ToUpper(s[1:]) })
	m := positionRx.FindStringSubmatch(first)
	for _, f := range doc.Findings {
		switch {
		case m != nil && f.File == m[1] && fmt.Sprint(f.Line) == m[2]:
			return true
		case strings.Contains(first, f.Message),
			strings.Contains(first, excluded) && (strings.Contains(f.Message, excluded) || strings.Contains(f.Message, " has no Go files on ")):
			return true
		}
	}
	for _, v := range doc.Verdicts {
		for _, e := range v.Errors {
			at := positionRx.FindStringSubmatch(e)
			if m != nil && at != nil && at[1] == m[1] && at[2] == m[2] {
				return true
			}
		}
	}
	return false
}

// In paths of the module cache capital letters are written as ! and a small one.
var unescapeRx = regexp.MustCompile("![a-z]")

var positionRx = regexp.MustCompile(`^(\S+?):(\d+):(?:\d+:)? `)

func variant(cgo string) string {
	if cgo == "1" {
		return ":cgo"
	}
	return ":nocgo"
}

func arguments(command, ports, pkg string) []string {
	args := []string{"-format=json", "-q", "-platforms=" + ports, pkg}
	if command == "check" {
		return append([]string{"-tests=false"}, args...)
	}
	return append([]string{command}, args...)
}

// pass counts false reports: errors on ports for which the package builds.
// Warnings are printed: they may be true.
func (c *corpus) pass(rows []row) {
	for command := range strings.SplitSeq(*commands, ",") {
		var packages, errs int
		warnings := make(map[string]int)
		for _, r := range rows {
			dir, err := c.dir(r)
			if err != nil {
				fmt.Printf("UNAVAILABLE %s@%s: %v\n", r["module"], r["version"], err)
				continue
			}
			on, err := among(portsOf(r["platforms_build"]), *ports)
			if err != nil {
				fmt.Printf("ERROR %s: %v\n", r["package"], err)
				continue
			}
			doc, err := c.xplatvet(dir, arguments(command, on, r["package"])...)
			if err != nil {
				fmt.Printf("ERROR %s %s@%s: %v\n", command, r["package"], r["version"], err)
				continue
			}
			packages++
			for _, p := range doc.Problems {
				fmt.Printf("PROBLEM %s %s@%s: %s\n", command, r["package"], r["version"], p.Message)
			}
			for _, f := range doc.Findings {
				kind := "warning"
				if f.Severity == "error" {
					kind = "FALSE"
					errs++
				} else {
					warnings[f.Analyzer]++
				}
				fmt.Printf("%s %s %s@%s: %s:%d:%d: %s %v (%s)\n", kind, command, r["package"], r["version"], f.File, f.Line, f.Column, f.Message, f.Ports, f.Analyzer)
			}
		}
		fmt.Printf("\n%s on pass.tsv: %d packages, %d false errors, warnings %v\n", command, packages, errs, warnings)
	}
}

// among returns the ports of a row that only names, all if it is "".
func among(row, only string) (string, error) {
	if only == "" {
		return row, nil
	}
	a, err := platform.Parse(row)
	if err != nil {
		return "", err
	}
	b, err := platform.Parse(only)
	return a.Intersect(b).String(), err
}

// portsOf returns the ports of a row of pass.tsv as xplatvet takes them.
func portsOf(s string) string {
	if strings.HasPrefix(s, "ALL") {
		return "all:nocgo"
	}
	var list []string
	for _, p := range strings.Split(s, ",") {
		list = append(list, strings.TrimSpace(p)+":nocgo")
	}
	return strings.Join(list, ",")
}

// consistent checks that each error of an analyzer on a port is one of the type
// checker too: on its line or on that of a related place. Only ports without
// cgo are looked at: of C the type checker knows nothing.
func (c *corpus) consistent(dir string) error {
	doc, err := c.xplatvet(dir, "-format=json", "-q", "-tests=false", "-platforms="+cmp.Or(*ports, "all:nocgo"), "./...")
	if err != nil {
		return err
	}
	type key struct{ pkg, port string }
	lines := make(map[key]map[string]bool) // "file:line"
	status := make(map[key]string)
	undefined := make(map[string]bool) // "file:line" of what the type checker does not find
	for _, v := range doc.Verdicts {
		k := key{v.Package, v.Port}
		lines[k], status[k] = make(map[string]bool), string(v.Status)
		for _, e := range v.Errors {
			if p := strings.SplitN(e, ":", 4); len(p) == 4 {
				lines[k][p[0]+":"+p[1]] = true
				if isOwn(strings.TrimSpace(p[3])) {
					undefined[p[0]+":"+p[1]] = true
				}
			}
		}
	}
	at := func(p render.Position) string { return fmt.Sprintf("%s:%d", p.File, p.Line) }
	findings, pairs, wrong := make(map[string]int), make(map[string]int), make(map[string]int)
	explained := make(map[string]string) // "file:line" → analyzer
	for _, f := range doc.Findings {
		if f.Severity != "error" || f.Analyzer == "typecheck" || f.Analyzer == "linkname" { // the linker's
			continue
		}
		findings[f.Analyzer]++
		places := []string{at(f.Position)}
		for _, r := range f.Related {
			places = append(places, at(r.Position))
		}
		for _, p := range places {
			explained[p] = f.Analyzer
		}
		for _, port := range f.Ports {
			pairs[f.Analyzer]++
			k := key{f.Package, port}
			if status[k] == "blocked" { // nobody has looked beyond what it imports
				pairs[f.Analyzer]--
				continue
			}
			if strings.Contains(f.Message, " no body, and the package no assembly ") && status[k] == "fail" {
				continue // of which the compiler tells if the types are right
			}
			if strings.HasPrefix(f.Message, "package ") && status[k] != "ok" {
				continue // the import of a package without files blocks the importer
			}
			if !slices.ContainsFunc(places, func(p string) bool { return lines[k][p] }) {
				wrong[f.Analyzer]++
				fmt.Printf("INCONSISTENT %s:%d:%d: %s, not on %s (%s)\n", f.File, f.Line, f.Column, f.Message, port, f.Analyzer)
			}
		}
	}
	found := make(map[string]int)
	for _, line := range slices.Sorted(keys(undefined)) {
		found[explained[line]]++
		if explained[line] == "" {
			fmt.Printf("UNEXPLAINED %s\n", line)
		}
	}
	for _, name := range slices.Sorted(keys(findings)) {
		fmt.Printf("%s: %s: %d findings, %d with their ports, %d of them unknown to the type checker; %d problems\n", dir, name, findings[name], pairs[name], wrong[name], len(doc.Problems))
	}
	fmt.Printf("%s: of %d lines with a name of the package that is undefined, by analyzer: %v\n", dir, len(undefined), found)
	return nil
}

// isOwn reports whether an error of the type checker is about a name that the
// package itself should declare: "undefined: x", not "undefined: syscall.x".
func isOwn(message string) bool {
	name, ok := strings.CutPrefix(message, "undefined: ")
	return ok && !strings.Contains(name, ".") || strings.HasPrefix(message, "undefined array length ")
}

// verdicts compares the ports on which a package fails with those of the table.
func (c *corpus) verdicts(rows []row) error {
	all, err := platform.Parse("all:nocgo")
	if err != nil {
		return err
	}
	var packages, equal, pairs, missed, falsely int
	for _, r := range rows {
		var want platform.Set
		for header, field := range r {
			if strings.HasPrefix(header, "failing_ports") && field != "-" {
				if want, err = platform.Parse(field); err != nil {
					return err
				}
			}
		}
		want = want.Intersect(all)
		dir, err := c.dir(r)
		if err != nil {
			fmt.Printf("UNAVAILABLE %s@%s\n", r["package"], r["version"])
			continue
		}
		doc, err := c.xplatvet(dir, arguments("check", all.String(), r["package"])...)
		if err != nil {
			fmt.Printf("ERROR %s@%s: %v\n", r["package"], r["version"], err)
			continue
		}
		if len(doc.Problems) > 0 {
			fmt.Printf("PROBLEM %s@%s: %v\n", r["package"], r["version"], doc.Problems[0].Message)
			continue
		}
		var got platform.Set
		for _, v := range doc.Verdicts {
			if v.Package == r["package"] && v.Status != "ok" {
				port, err := platform.Parse(v.Port)
				if err != nil {
					return err
				}
				got = got.Union(port.Intersect(all))
			}
		}
		packages++
		pairs += all.Len()
		missed += want.Minus(got).Len()
		falsely += got.Minus(want).Len()
		if got == want {
			equal++
			continue
		}
		fmt.Printf("DIFFERS %s@%s: not found on %v, only found on %v\n", r["package"], r["version"], want.Minus(got), got.Minus(want))
	}
	fmt.Printf("\ncheck on verdicts.tsv: %d packages, %d with equal verdicts; of %d package and port pairs %d not found, %d only found here\n",
		packages, equal, pairs, missed, falsely)
	return nil
}
