package constraint

import (
	"bytes"
	"fmt"
	"go/build/constraint"
	"slices"
)

// AddConstraint returns the edit that restricts a Go file to where expr, in
// the syntax of a //go:build line, holds as well: newText replaces the bytes
// [start, end) of src. It fails if expr is malformed, or the constraint of the
// file is, or go/build cannot read the file.
func AddConstraint(src []byte, expr string) (start, end int, newText string, err error) {
	x, err := constraint.Parse("//go:build " + expr)
	if err != nil {
		return 0, 0, "", fmt.Errorf("parse constraint %q: %w", expr, err)
	}
	h := headerOf(source, src)
	offset, err := h.errOffset, h.readErr
	var old constraint.Expr
	if err == nil {
		old, _, offset, err = exprOf(src[:h.lead])
	}
	if err != nil {
		line, column := position(src, offset)
		return 0, 0, "", fmt.Errorf("%d:%d: %w", line, column, err)
	}
	return SetConstraint(src, conjunction(old, x))
}

// SetConstraint returns the edit that makes x the constraint of a file,
// whatever it was, in a single //go:build line: newText replaces the bytes
// [start, end) of src. It fails if x is larger than go/build accepts.
func SetConstraint(src []byte, x constraint.Expr) (start, end int, newText string, err error) {
	text := "//go:build " + undouble(x).String()
	if _, err := constraint.Parse(text); err != nil {
		return 0, 0, "", fmt.Errorf("parse constraint: %w", err)
	}

	h := headLinesOf(src)
	old := slices.Concat(h.goBuild, h.plusBuild)
	slices.SortFunc(old, func(a, b Line) int { return a.Offset - b.Offset })
	newline := newlineOf(src)
	switch {
	case len(old) == 0:
		return h.end, h.end, text + newline + newline, nil
	case len(old) == 1 && len(h.goBuild) == 1:
		return old[0].Offset, old[0].End, text, nil
	}

	// Put the new line where gofmt has it, followed by what stood between
	// the old lines, if anything did.
	start = min(h.end, old[0].Offset)
	end = start
	var between []byte
	for _, l := range old {
		between = append(between, src[end:l.Offset]...)
		end = afterLine(src, l.End)
	}
	newText = text + newline
	blank := isBlankLine(src[end:])
	between = bytes.TrimLeft(between, space)
	if len(between) > 0 && blank {
		between = append(bytes.TrimRight(between, space), newline...)
	}
	if len(between) > 0 || !blank {
		newText += newline
	}
	return start, end, newText + string(between), nil
}

const space = " \t\r\n"

// isBlankLine reports whether the first line of src is blank.
func isBlankLine(src []byte) bool {
	return len(src) == 0 || bytes.HasPrefix(bytes.TrimLeft(src, " \t\r"), []byte("\n"))
}

// afterLine returns the offset of the line below the one that offset is on.
func afterLine(src []byte, offset int) int {
	if i := bytes.IndexByte(src[offset:], '\n'); i >= 0 {
		return offset + i + 1
	}
	return len(src)
}

// newlineOf returns how lines end in src.
func newlineOf(src []byte) string {
	if i := bytes.IndexByte(src, '\n'); i > 0 && src[i-1] == '\r' {
		return "\r\n"
	}
	return "\n"
}
