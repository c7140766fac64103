// Package executable tells one build of the running program from another, for
// caches of what it computes.
package executable

import (
	"crypto/sha256"
	"fmt"
	"io"
	"os"
	"sync"
)

// Digest returns the SHA-256 digest of the program file.
var Digest = sync.OnceValues(func() ([]byte, error) {
	name, err := os.Executable()
	if err != nil {
		return nil, fmt.Errorf("find the program: %w", err)
	}
	f, err := os.Open(name)
	if err != nil {
		return nil, fmt.Errorf("read the program: %w", err)
	}
	defer f.Close()
	h := sha256.New()
	if _, err := io.Copy(h, f); err != nil {
		return nil, fmt.Errorf("read the program: %w", err)
	}
	return h.Sum(nil), nil
})
