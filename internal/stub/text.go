package stub

import (
	"regexp"
	"slices"
	"strings"
)

// The errors that say by name that a call has no implementation; the package
// syscall gives all of them to errors.Is as errors.ErrUnsupported.
var errnos = []string{"EWINDOWS", "EPLAN9", "ENOSYS", "ENOTSUP", "EOPNOTSUPP"}

const unsupported = "ErrUnsupported" // of package errors

// isSeed reports whether name is that of an error of this kind.
func isSeed(name string) bool { return name == unsupported || slices.Contains(errnos, name) }

// refuses reports whether the text of an error says so. A function whose text
// says it for another reason, such as an argument that is not supported, does
// so on every port, or on some path only.
func refuses(text string) bool {
	if len(text) > longestText {
		return false
	}
	lower := strings.ToLower(text)
	return slices.ContainsFunc(refusalWords, func(word string) bool { return strings.Contains(lower, word) }) && refusal.MatchString(text)
}

// longestText is how many bytes the text of an error has at most. What is longer
// is data: descriptors of protocol buffers are long strings.
const longestText = 1 << 10

// refusalWords are such that refusal has one of them: they are found faster.
var refusalWords = []string{"implemented", "support", "available", "cgo", "works", "this "}

var refusal = regexp.MustCompile(`(?i)not (yet |currently )?(implemented|supported|available)|unimplemented|unsupported|n['’]t (implemented|supported|available)|` +
	`(requires?|needs?|without|built with) cgo|cgo (is |not |was )*(disabled|enabled|available)|CGO_ENABLED|only (implemented|supported|available|works) (on|in)|no(t| support) (for|on) this (platform|os|system)|does(n't| not) support`)
