package decl

import (
	"bytes"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// AppendText appends p in a line-based form that [Parse] reads: the ports of
// the package, then each distinct Set with the names that have it.
//
//	files all
//	set linux,android
//	Dup3
//	Stat_t.X__unused
func (p *Package) AppendText(buf []byte) []byte {
	buf = fmt.Appendf(buf, "files %s\n", p.Files)
	bySet := make(map[platform.Set][]string)
	for name, s := range p.Names {
		bySet[s] = append(bySet[s], name)
	}
	sets, texts := platform.Sort(maps.Keys(bySet))
	for i, s := range sets {
		names := bySet[s]
		slices.Sort(names)
		buf = fmt.Appendf(buf, "set %s\n", texts[i])
		for _, n := range names {
			buf = append(buf, n...)
			buf = append(buf, '\n')
		}
	}
	return buf
}

// Parse reads what AppendText wrote.
func Parse(text []byte) (*Package, error) {
	p := &Package{Names: make(map[string]platform.Set, bytes.Count(text, []byte("\n")))}
	var set platform.Set
	for n, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		keyword, spec, ok := strings.Cut(line, " ")
		if !ok {
			p.Names[line] = set
			continue
		}
		s, err := parseSet(spec)
		switch {
		case err != nil:
			return nil, fmt.Errorf("line %d: %w", n+1, err)
		case keyword == "files" && n == 0:
			p.Files = s
		case keyword == "set":
			set = s
		default:
			return nil, fmt.Errorf("line %d: unexpected %q", n+1, line)
		}
	}
	return p, nil
}

// parseSet reads Set.String, the empty Set included.
func parseSet(spec string) (platform.Set, error) {
	if spec == (platform.Set{}).String() {
		return platform.Set{}, nil
	}
	return platform.Parse(spec)
}
