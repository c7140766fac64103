package render

import (
	"cmp"
	"encoding/json"
	"fmt"
	"io"
	"path"
	"slices"
	"strings"
	"text/tabwriter"

	"github.com/xplatvet/xplatvet/internal/matrix"
	"github.com/xplatvet/xplatvet/platform"
)

// MatrixText writes representatives of targets with what each of them is for.
func MatrixText(w io.Writer, list []matrix.Representative, targets platform.Set) error {
	var b strings.Builder
	tw := tabwriter.NewWriter(&b, 0, 0, 2, ' ', 0)
	prefix := commonPrefix(list)
	for i, r := range list {
		fmt.Fprintf(tw, "%s\t%s\n", short(r.Port, list), reason(i, r, prefix))
	}
	tw.Flush()
	has := "have"
	if len(list) == 1 {
		has = "has"
	}
	fmt.Fprintf(&b, "%d of %s %s every variant of the packages\n", len(list), count(pairs(targets), "port"), has)
	_, err := io.WriteString(w, b.String())
	return err
}

// commonPrefix returns the directory that all packages have in common, with a
// slash at its end.
func commonPrefix(list []matrix.Representative) string {
	prefix, first := "", true
	for _, r := range list {
		for _, n := range r.News {
			if first {
				prefix, first = n.Path+"/", false
			}
			for !strings.HasPrefix(n.Path+"/", prefix) {
				prefix = prefix[:strings.LastIndexByte(strings.TrimSuffix(prefix, "/"), '/')+1]
			}
		}
	}
	return prefix
}

// reason says what the i-th representative is for. The names of packages are
// without prefix.
func reason(i int, r matrix.Representative, prefix string) string {
	if i == 0 {
		return count(len(r.News), "package")
	}
	var files, other []string
	for _, n := range r.News {
		for _, f := range n.Files {
			files = append(files, strings.TrimPrefix(n.Path+"/"+f, prefix))
		}
		if n.Other {
			other = append(other, cmp.Or(strings.TrimSuffix(strings.TrimPrefix(n.Path+"/", prefix), "/"), path.Base(n.Path)))
		}
	}
	var parts []string
	if len(files) > 0 {
		parts = append(parts, some(files, "file"))
	}
	if len(other) > 0 {
		parts = append(parts, "what it uses differs in "+some(other, "package"))
	}
	return strings.Join(parts, "; ")
}

// pairs counts the GOOS/GOARCH pairs of a Set.
func pairs(s platform.Set) int {
	n := 0
	for !s.Empty() {
		for p := range s.Ports() {
			s = s.Minus(platform.Of(p).AnyCgo())
			break
		}
		n++
	}
	return n
}

// some names the first of a list, and counts the others.
func some(list []string, what string) string {
	const shown = 3
	if len(list) <= shown {
		return escape(strings.Join(list, ", "))
	}
	return fmt.Sprintf("%s and %s more", escape(strings.Join(list[:shown], ", ")), count(len(list)-shown, what))
}

// short names a port without cgo unless that makes a difference to a list.
func short(p platform.Port, list []matrix.Representative) string {
	if slices.ContainsFunc(list, func(r matrix.Representative) bool { return r.Port.Cgo }) {
		return p.String()
	}
	return p.GOOS + "/" + p.GOARCH
}

// A MatrixDocument is what MatrixJSON writes.
type MatrixDocument struct {
	Version int           `json:"version"`
	Command string        `json:"command"`
	Ports   []string      `json:"ports"` // the targets
	Matrix  []MatrixEntry `json:"matrix"`
}

// A MatrixEntry is one representative.
type MatrixEntry struct {
	Port   string       `json:"port"`
	GOOS   string       `json:"goos"`
	GOARCH string       `json:"goarch"`
	Cgo    bool         `json:"cgo"`
	News   []MatrixNews `json:"news"`  // what none before it has
	Alike  []string     `json:"alike"` // ports that have most in common with it
}

// MatrixNews is what a representative adds in one package.
type MatrixNews struct {
	Package string   `json:"package"`
	Files   []string `json:"files"` // that none before builds
	Other   bool     `json:"other"` // what files mention differs
}

// MatrixJSON writes representatives of targets as a MatrixDocument.
func MatrixJSON(w io.Writer, list []matrix.Representative, targets platform.Set) error {
	doc := MatrixDocument{Version: 1, Command: "matrix", Ports: names(targets), Matrix: []MatrixEntry{}}
	for _, r := range list {
		e := MatrixEntry{
			Port: r.Port.String(), GOOS: r.Port.GOOS, GOARCH: r.Port.GOARCH, Cgo: r.Port.Cgo,
			News: []MatrixNews{}, Alike: names(r.Alike),
		}
		for _, n := range r.News {
			files := n.Files
			if files == nil {
				files = []string{}
			}
			e.News = append(e.News, MatrixNews{n.Path, files, n.Other})
		}
		doc.Matrix = append(doc.Matrix, e)
	}
	enc := json.NewEncoder(w)
	enc.SetIndent("", "  ")
	return enc.Encode(doc)
}

func names(s platform.Set) []string {
	list := []string{}
	for p := range s.Ports() {
		list = append(list, p.String())
	}
	return list
}

// MatrixGitHub writes representatives as the value of strategy.matrix of a
// GitHub workflow, on one line: each has goos, goarch, and cgo as CGO_ENABLED
// takes it.
func MatrixGitHub(w io.Writer, list []matrix.Representative) error {
	type entry struct {
		Port   string `json:"port"`
		GOOS   string `json:"goos"`
		GOARCH string `json:"goarch"`
		Cgo    string `json:"cgo"`
	}
	include := []entry{}
	for _, r := range list {
		cgo := "0"
		if r.Port.Cgo {
			cgo = "1"
		}
		include = append(include, entry{short(r.Port, list), r.Port.GOOS, r.Port.GOARCH, cgo})
	}
	return json.NewEncoder(w).Encode(map[string]any{"include": include})
}
