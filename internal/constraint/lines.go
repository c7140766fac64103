package constraint

import (
	"bytes"
	"errors"
	"fmt"
	"go/build/constraint"
	"unicode"
)

var (
	slashSlash    = []byte("//")
	slashStar     = []byte("/*")
	starSlash     = []byte("*/")
	goBuild       = []byte("//go:build")
	plusBuild     = []byte("+build")
	byteOrderMark = []byte("\ufeff")
)

// headLines are the constraint lines above the package clause.
type headLines struct {
	goBuild   []Line
	plusBuild []Line // not inside /* */; those at or after end do not count
	end       int    // just after the last blank line in the leading run of // comments and blank lines
}

// headLinesOf finds the constraint lines in src. It follows
// go/build.parseFileHeader.
func headLinesOf(src []byte) headLines {
	start := startOf(src)
	h := headLines{end: start}
	ended := false       // found a line that is neither blank nor a // comment
	inSlashStar := false // in a /* */ comment
	number := 0
Lines:
	for next := start; next < len(src); {
		offset := next
		line := src[offset:]
		if i := bytes.IndexByte(line, '\n'); i >= 0 {
			line = line[:i]
			next += i + 1
		} else {
			next = len(src)
		}
		number++
		indent := len(line) - len(bytes.TrimLeftFunc(line, unicode.IsSpace))
		line = bytes.TrimSpace(line)
		if len(line) == 0 && !ended {
			h.end = next
			continue
		}
		if !bytes.HasPrefix(line, slashSlash) {
			ended = true
		} else if !inSlashStar {
			l := Line{Number: number, Offset: offset + indent, End: offset + indent + len(line)}
			switch {
			case isGoBuild(line):
				h.goBuild = append(h.goBuild, l)
			case bytes.Contains(line, plusBuild) && constraint.IsPlusBuild(string(line)):
				h.plusBuild = append(h.plusBuild, l)
			}
		}
		for len(line) > 0 {
			if inSlashStar {
				i := bytes.Index(line, starSlash)
				if i < 0 {
					continue Lines
				}
				inSlashStar = false
				line = bytes.TrimSpace(line[i+len(starSlash):])
				continue
			}
			if bytes.HasPrefix(line, slashSlash) {
				continue Lines
			}
			if !bytes.HasPrefix(line, slashStar) {
				break Lines // the package clause
			}
			inSlashStar = true
			line = bytes.TrimSpace(line[len(slashStar):])
		}
	}
	return h
}

// isGoBuild reports whether line, without space around it, is a //go:build
// line, well-formed or not.
func isGoBuild(line []byte) bool {
	rest, ok := bytes.CutPrefix(line, goBuild)
	return ok && (len(rest) == 0 || len(bytes.TrimSpace(rest)) < len(rest))
}

// exprOf returns the constraint in the lines of src above the package clause,
// and the lines that make it up. The error has an offset. It follows
// go/build.Context.shouldBuild.
func exprOf(src []byte) (x constraint.Expr, lines []Line, offset int, err error) {
	if !bytes.Contains(src, goBuild[len("//go:"):]) {
		return nil, nil, 0, nil
	}
	h := headLinesOf(src)
	switch {
	case len(h.goBuild) > 1:
		return nil, nil, h.goBuild[1].Offset, errMultiple
	case len(h.goBuild) == 1:
		l := h.goBuild[0]
		x, err := constraint.Parse(string(src[l.Offset:l.End]))
		if err != nil {
			offset := l.Offset
			if e := (*constraint.SyntaxError)(nil); errors.As(err, &e) {
				text := bytes.TrimSpace(src[l.Offset+len(goBuild) : l.End])
				offset = l.End - len(text) + e.Offset
			}
			return nil, nil, offset, fmt.Errorf("parse //go:build line: %w", err)
		}
		return x, h.goBuild, 0, nil
	}
	for _, l := range h.plusBuild {
		if l.Offset >= h.end {
			break
		}
		y, err := constraint.Parse(string(src[l.Offset:l.End]))
		if err != nil {
			continue // go/build ignores it
		}
		lines = append(lines, l)
		if x == nil {
			x = y
		} else {
			x = &constraint.AndExpr{X: x, Y: y}
		}
	}
	return x, lines, 0, nil
}
