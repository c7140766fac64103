package render

import (
	"strconv"
	"unicode/utf16"
)

// lineHashes returns a hash of each line of a text, which stays when lines move:
// that by which GitHub code scanning knows an alert again. It computes it for
// SARIF files that its own action uploads; files that come by its API must have
// it. It is a rolling hash, in 64 bits, of the 100 UTF-16 units that follow the
// start of the line, less spaces and tabs, with a colon and the number of the
// lines so far that have it.
func lineHashes(text string) []string {
	const (
		block = 100
		base  = 37
		end   = 0xffff // stands behind the text
	)
	var units []uint64
	var starts []int // of lines, in units
	newline, afterCR := true, false
	add := func(c uint16) {
		lf := c == '\n' && afterCR
		afterCR = false
		if c == ' ' || c == '\t' || lf {
			return
		}
		if c == '\r' {
			c, afterCR = '\n', true
		}
		if newline {
			starts = append(starts, len(units))
		}
		newline = c == '\n'
		units = append(units, uint64(c))
	}
	for _, c := range utf16.Encode([]rune(text)) {
		add(c)
	}
	add(end)

	power := uint64(1) // base to the block
	for range block {
		power *= base
	}
	var hash uint64
	at := func(i int) uint64 {
		if i < 0 || i >= len(units) {
			return 0
		}
		return units[i]
	}
	var hashes []string
	count := make(map[uint64]int)
	next := 0 // first unit that is not in hash
	for _, start := range starts {
		for ; next < start+block; next++ {
			hash = hash*base + at(next) - power*at(next-block)
		}
		count[hash]++
		hashes = append(hashes, strconv.FormatUint(hash, 16)+":"+strconv.Itoa(count[hash]))
	}
	return hashes
}

// lineHash returns the hash of a line, if it is known.
func (src *source) lineHash(n int) (string, bool) {
	if src == nil || n < 1 {
		return "", false
	}
	if src.hashes == nil {
		src.hashes = lineHashes(string(src.text))
	}
	if n > len(src.hashes) {
		return "", false
	}
	return src.hashes[n-1], true
}
