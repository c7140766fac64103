// Package edit applies suggested fixes to a file.
package edit

// An Edit replaces the bytes [Start, End) of a file with New.
type Edit struct {
	Start, End int
	New        string
}

// Apply returns src with the fixes made, each of which is a list of edits to
// be made together or not at all. An edit that several fixes have is made
// once. A fix is dropped if one of its edits overlaps another one of a fix
// before it, inserts a different text at the same place, or lies outside of
// src; the indices of such fixes are returned.
func Apply(src []byte, fixes [][]Edit) (out []byte, dropped []int) {
	var accepted []Edit // sorted by Start, End
	for i, fix := range fixes {
		next := accepted
		ok := true
		for _, e := range fix {
			if next, ok = insert(next, e, len(src)); !ok {
				dropped = append(dropped, i)
				break
			}
		}
		if ok {
			accepted = next
		}
	}
	pos := 0
	for _, e := range accepted {
		out = append(out, src[pos:e.Start]...)
		out = append(out, e.New...)
		pos = e.End
	}
	return append(out, src[pos:]...), dropped
}

// insert returns a copy of list with e in its place, or list itself if it has
// e; ok is false if e conflicts with list or with the size of the source.
func insert(list []Edit, e Edit, size int) (result []Edit, ok bool) {
	if e.Start < 0 || e.End < e.Start || e.End > size {
		return nil, false
	}
	at := 0
	for i, a := range list {
		switch {
		case a == e:
			return list, true
		case a.Start == e.Start && a.Start == a.End && e.Start == e.End, // two texts at one place
			a.Start < e.End && e.Start < a.End:
			return nil, false
		case a.End <= e.Start:
			at = i + 1
		}
	}
	result = append(result, list[:at]...)
	result = append(result, e)
	return append(result, list[at:]...), true
}
