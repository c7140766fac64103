package config

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
)

// An Error is one mistake in a configuration file.
type Error struct {
	File    string
	Line    int    // from 1
	Column  int    // from 1, in bytes
	Message string // one line
}

// Error returns "file:line:column: message".
func (e Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %s", e.File, e.Line, e.Column, e.Message)
}

// Errors is every mistake in a configuration file, in the order of the file.
type Errors []Error

// Error returns one line per mistake.
func (list Errors) Error() string {
	var lines []string
	for _, e := range list {
		lines = append(lines, e.Error())
	}
	return strings.Join(lines, "\n")
}

// Unwrap returns the mistakes one by one.
func (list Errors) Unwrap() []error {
	var errs []error
	for _, e := range list {
		errs = append(errs, e)
	}
	return errs
}

func (list Errors) sort() {
	slices.SortStableFunc(list, func(a, b Error) int {
		return cmp.Or(cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column))
	})
}
