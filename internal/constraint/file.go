package constraint

import (
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"sync"
)

// A buffer holds the beginning of one file at a time.
type buffer struct{ data []byte }

// maxKept is the size in bytes of the largest buffer kept for another file.
const maxKept = 64 << 10

var buffers = sync.Pool{New: func() any { return &buffer{data: make([]byte, 0, 4096)} }}

// release gives b back for another file.
func (b *buffer) release() {
	if cap(b.data) <= maxKept {
		buffers.Put(b)
	}
}

// readFile reads the header of a file, and no more of the file than a few
// kilobytes beyond it. The result is good until the next call.
func (b *buffer) readFile(kind kind, path string) (src []byte, h header, err error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, header{}, fmt.Errorf("read header: %w", err)
	}
	defer f.Close()
	b.data = b.data[:0]
	for {
		b.data = slices.Grow(b.data, 1)
		n, err := f.Read(b.data[len(b.data):cap(b.data)])
		b.data = b.data[:len(b.data)+n]
		if errors.Is(err, io.EOF) {
			return b.data, headerOf(kind, b.data), nil
		}
		if err != nil {
			return nil, header{}, fmt.Errorf("read header: %w", err)
		}
		if kind == source {
			if h, ok := scanHeader(b.data, startOf(b.data), false); ok {
				return b.data, h, nil
			}
		}
	}
}
