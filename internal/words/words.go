// Package words puts together the parts of messages.
package words

import (
	"fmt"
	"strings"
)

// maxNames is how many names a message has at most.
const maxNames = 3

// Enumerate joins names with words: "a, b, c and 2 more".
func Enumerate(names []string) string {
	if n := len(names) - maxNames; n > 1 { // "and 1 more" is no shorter than the name
		return fmt.Sprintf("%s and %d more", strings.Join(names[:maxNames], ", "), n)
	}
	if n := len(names) - 1; n > 0 {
		return strings.Join(names[:n], ", ") + " and " + names[n]
	}
	return strings.Join(names, "")
}

// Denied is what a description of ports is in a sentence that denies: there is
// no sh "on any port but linux".
func Denied(ports string) string { return strings.Replace(ports, "every port", "any port", 1) }

// Choose returns the singular or the plural.
func Choose(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}
