// Package quoted splits and joins command lines as the go command does with CC,
// GOFLAGS and the like: fields are separated by spaces, a field that begins
// with a single or double quote ends with the next one, and there are no
// escapes.
package quoted

import (
	"fmt"
	"strings"
)

const space = " \t\n\r"

// Split returns the fields of s.
func Split(s string) ([]string, error) {
	var fields []string
	for {
		s = strings.TrimLeft(s, space)
		if s == "" {
			return fields, nil
		}
		var field string
		if quote := s[:1]; quote == `"` || quote == "'" {
			var closed bool
			if field, s, closed = strings.Cut(s[1:], quote); !closed {
				return nil, fmt.Errorf("unterminated %s string", quote)
			}
		} else {
			end := strings.IndexAny(s, space)
			if end < 0 {
				end = len(s)
			}
			field, s = s[:end], s[end:]
		}
		fields = append(fields, field)
	}
}

// Join returns a string of which Split makes the fields. It fails if a field
// needs quotes, but has both kinds of them in it.
func Join(fields []string) (string, error) {
	quoted := make([]string, len(fields))
	for i, f := range fields {
		switch {
		case f != "" && !strings.ContainsAny(f, space+`'"`):
			quoted[i] = f
		case !strings.Contains(f, "'"):
			quoted[i] = "'" + f + "'"
		case !strings.Contains(f, `"`):
			quoted[i] = `"` + f + `"`
		default:
			return "", fmt.Errorf("%q has both single and double quotes", f)
		}
	}
	return strings.Join(quoted, " "), nil
}
