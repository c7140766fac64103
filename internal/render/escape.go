package render

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"
)

// active reports whether a terminal acts on r instead of showing it, or shows
// what is around it elsewhere: C0 and C1 controls, DEL, line separators and
// bidirectional controls.
func active(r rune) bool {
	return unicode.IsControl(r) || unicode.Is(unicode.Bidi_Control, r) || r == '\u2028' || r == '\u2029'
}

// escape returns s with active characters as \x1b or \u202e, and bytes that
// are not UTF-8 as \xff. The result is one line.
func escape(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); {
		r, size := utf8.DecodeRuneInString(s[i:])
		switch {
		case r == utf8.RuneError && size == 1:
			fmt.Fprintf(&b, `\x%02x`, s[i])
		case !active(r):
			b.WriteRune(r)
		case r < 0x80:
			fmt.Fprintf(&b, `\x%02x`, r)
		default:
			fmt.Fprintf(&b, `\u%04x`, r)
		}
		i += size
	}
	return b.String()
}

// escapeJSON escapes the active characters that encoding/json leaves as they
// are. Those below 0x7f are white space between tokens.
func escapeJSON(s string) string {
	var b strings.Builder
	for _, r := range s {
		if r >= 0x7f && active(r) {
			fmt.Fprintf(&b, `\u%04x`, r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}
