// Package spelling finds what a misspelled name was meant to be.
package spelling

import "strings"

// Nearest returns the name among known, which are in lower case, that s was
// probably meant to be, or "".
func Nearest(s string, known []string) string {
	best, min := "", max(1, len(s)/3)+1
	for _, k := range known {
		if d := Distance(strings.ToLower(s), k); d < min {
			best, min = k, d
		}
	}
	return best
}

// Distance is the Levenshtein distance of a and b.
func Distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diag := row[0]
		row[0] = i + 1
		for j := range len(b) {
			cost := diag
			if a[i] != b[j] {
				cost++
			}
			diag = row[j+1]
			row[j+1] = min(cost, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
