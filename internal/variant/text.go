package variant

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// AppendText appends p in a line-based form that [Parse] reads: the ports that it
// is about, each distinct Set of them, and then each name, with its types and, after each, the number
// of its Set, separated by tabs.
//
//	ports darwin,freebsd,linux
//	set darwin,freebsd
//	set linux
//	Stat_t.Dev	var int32	0	var uint64	1
//	values AF_INET6 O_CREAT
func (p *Package) AppendText(buf []byte) []byte {
	number := make(map[platform.Set]int)
	for _, list := range p.Names {
		for _, v := range list {
			number[v.Ports] = 0
		}
	}
	sets, texts := platform.Sort(maps.Keys(number))
	buf = fmt.Appendf(buf, "ports %s\n", p.Ports)
	for i, s := range sets {
		number[s] = i
		buf = fmt.Appendf(buf, "set %s\n", texts[i])
	}
	for _, name := range slices.Sorted(maps.Keys(p.Names)) {
		buf = append(buf, name...)
		for _, v := range p.Names[name] {
			buf = fmt.Appendf(buf, "\t%s\t%d", v.Type, number[v.Ports])
		}
		buf = append(buf, '\n')
	}
	if len(p.Values) > 0 {
		buf = fmt.Appendf(buf, "values %s\n", strings.Join(slices.Sorted(maps.Keys(p.Values)), " "))
	}
	return buf
}

// Parse reads what AppendText wrote.
func Parse(text []byte) (*Package, error) {
	p := &Package{Names: make(map[string][]Variant), Values: make(map[string]bool)}
	var sets []platform.Set
	for line := range bytes.Lines(text) {
		line := string(bytes.TrimSuffix(line, []byte("\n")))
		if spec, ok := strings.CutPrefix(line, "ports "); ok {
			s, err := platform.Parse(spec)
			if err != nil {
				return nil, fmt.Errorf("parse variants: %w", err)
			}
			p.Ports = s
			continue
		}
		if spec, ok := strings.CutPrefix(line, "set "); ok {
			s, err := platform.Parse(spec)
			if err != nil {
				return nil, fmt.Errorf("parse variants: %w", err)
			}
			sets = append(sets, s)
			continue
		}
		if list, ok := strings.CutPrefix(line, "values "); ok {
			for _, name := range strings.Fields(list) {
				p.Values[name] = true
			}
			continue
		}
		fields := strings.Split(line, "\t")
		if len(fields) < 3 || len(fields)%2 == 0 || fields[0] == "" {
			return nil, fmt.Errorf("parse variants: %q", line)
		}
		var list []Variant
		for i := 1; i < len(fields); i += 2 {
			n, err := strconv.Atoi(fields[i+1])
			if err != nil || n < 0 || n >= len(sets) {
				return nil, fmt.Errorf("parse variants: %q: no set %q", line, fields[i+1])
			}
			list = append(list, Variant{fields[i], sets[n]})
		}
		if !slices.IsSortedFunc(list, compareVariants) {
			return nil, errors.New("parse variants: not sorted")
		}
		p.Names[fields[0]] = list
	}
	return p, nil
}
