package constraint

import (
	"bytes"
	"errors"
	"fmt"

	"github.com/xplatvet/xplatvet/platform"
)

// An Error is a fault in the header of a file that stops go/build.
type Error struct {
	File         string       // as given to Parse or ReadFile
	Line, Column int          // count from 1, columns in bytes
	Ports        platform.Set // ports on which go/build reports it; not empty
	Err          error
}

func (e *Error) Error() string {
	return fmt.Sprintf("%s:%d:%d: %v", e.File, e.Line, e.Column, e.Err)
}

func (e *Error) Unwrap() error { return e.Err }

// What go/build does not accept.
var (
	errNUL      = errors.New("unexpected NUL in input")
	errMultiple = errors.New("multiple //go:build comments")
	errTestC    = errors.New("use of cgo in test not supported")
)

// position returns the line and column of an offset in src.
func position(src []byte, offset int) (line, column int) {
	before := src[:min(offset, len(src))]
	return 1 + bytes.Count(before, []byte("\n")), len(before) - bytes.LastIndexByte(before, '\n')
}
