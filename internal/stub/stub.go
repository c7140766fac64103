// Package stub finds functions that compile everywhere and always fail on some
// ports: those that do nothing there but return, or panic with, an error such
// as syscall.EWINDOWS, syscall.ENOSYS, errors.ErrUnsupported or one that says
// "not implemented"; and those that only lead to such a function.
//
// It works on syntax, since the files of all ports are there only as syntax,
// and runs each candidate on each port with values that are known or not: see
// [machine]. A function is a stub on a port if every way through it ends in an
// error that is not nil, and the way on which nothing else goes wrong ends in
// one of that kind. What is not understood counts as working, so nothing that
// works is called a stub.
//
// What fails on every port that has it is left out: there is no port to go to,
// and functions that make errors look the same.
package stub

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"

	"github.com/xplatvet/xplatvet/platform"
)

// A Kind is the way in which a function does not do its work.
type Kind string

const (
	Fails    Kind = "fails"   // returns an error
	Panics   Kind = "panics"  // panics
	Constant Kind = "returns" // returns a negative number, as the syscall package does for user IDs where there are none
)

// A Stub says how and where a function does not do its work.
type Stub struct {
	Kind   Kind
	Reason string       // "syscall.EWINDOWS", the text of an error, or the number
	Ports  platform.Set // where it is so

	// From is the function that fails if this one does little but call it, as
	// "os.Chown" or "syscall.Chown": see forwards. Otherwise it is "".
	From string

	// Param is the index of a parameter, and Except the values of it with
	// which the function works, such as "os.Kill"; if there are none, it
	// works with no arguments.
	Param  int
	Except []string
}

// A Table holds the stubs of a package by function ("Chown") or method
// ("File.Chown"). The Ports of the stubs of one function do not overlap.
type Table map[string][]Stub

// Ports returns the ports on which name does not do its work.
func (t Table) Ports(name string) platform.Set {
	var s platform.Set
	for _, e := range t[name] {
		s = s.Union(e.Ports)
	}
	return s
}

// At returns the stub that name is on a port, or nil.
func (t Table) At(name string, port platform.Port) *Stub {
	for i, e := range t[name] {
		if e.Ports.Contains(port) {
			return &t[name][i]
		}
	}
	return nil
}

// on is At for a view.
func (t Table) on(name string, v *view) *Stub {
	for i, e := range t[name] {
		if v.is(e.Ports) {
			return &t[name][i]
		}
	}
	return nil
}

// AppendText appends t in the form that [Parse] reads: a line per stub, with
// name, kind, ports, reason, From, and Param with Except, where "-" is none.
//
//	File.Chown	fails	windows	syscall.EWINDOWS	syscall.Fchown	-
//	Process.Signal	fails	windows	syscall.EWINDOWS	-	0=os.Kill
func (t Table) AppendText(buf []byte) []byte {
	for _, name := range slices.Sorted(maps.Keys(t)) {
		for _, e := range t[name] {
			except := "-"
			if len(e.Except) > 0 {
				except = fmt.Sprintf("%d=%s", e.Param, strings.Join(e.Except, ","))
			}
			buf = fmt.Appendf(buf, "%s\t%s\t%s\t%s\t%s\t%s\n", name, e.Kind, e.Ports, clean(e.Reason), cmp.Or(e.From, "-"), except)
		}
	}
	return buf
}

// clean makes a reason fit for one field of a line.
func clean(s string) string { return strings.Join(strings.Fields(s), " ") }

// Parse reads what AppendText wrote.
func Parse(text []byte) (Table, error) {
	t := make(Table)
	for i, line := range strings.Split(strings.TrimSuffix(string(text), "\n"), "\n") {
		if line == "" && i == 0 {
			continue
		}
		f := strings.Split(line, "\t")
		if len(f) != 6 {
			return nil, fmt.Errorf("line %d: %d fields", i+1, len(f))
		}
		ports, err := platform.Parse(f[2])
		if err != nil {
			return nil, fmt.Errorf("line %d: %w", i+1, err)
		}
		e := Stub{Kind: Kind(f[1]), Ports: ports, Reason: f[3]}
		if f[4] != "-" {
			e.From = f[4]
		}
		switch e.Kind {
		case Fails, Panics, Constant:
		default:
			return nil, fmt.Errorf("line %d: unknown kind %q", i+1, f[1])
		}
		if param, values, ok := strings.Cut(f[5], "="); ok {
			if e.Param, err = strconv.Atoi(param); err != nil || e.Param < 0 {
				return nil, fmt.Errorf("line %d: parameter %q", i+1, param)
			}
			e.Except = strings.Split(values, ",")
		} else if f[5] != "-" {
			return nil, fmt.Errorf("line %d: exception %q", i+1, f[5])
		}
		t[f[0]] = append(t[f[0]], e)
	}
	return t, nil
}

// add records that name is a stub like e on a port.
func (t Table) add(name string, e Stub) {
	for i, old := range t[name] {
		if old.Kind == e.Kind && old.Reason == e.Reason && old.From == e.From && old.Param == e.Param && slices.Equal(old.Except, e.Except) {
			t[name][i].Ports = old.Ports.Union(e.Ports)
			return
		}
	}
	t[name] = append(t[name], e)
	slices.SortFunc(t[name], func(a, b Stub) int {
		return cmp.Or(strings.Compare(string(a.Kind), string(b.Kind)), strings.Compare(a.Reason, b.Reason), strings.Compare(a.From, b.From), slices.Compare(a.Except, b.Except))
	})
}
