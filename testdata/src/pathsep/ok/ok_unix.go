//go:build unix

package ok

import (
	"os"
	"path/filepath"
	"strings"
)

func Unix(dir string) {
	strings.Split(filepath.Join(dir, "x"), "/")
	strings.Split(os.Getenv("PATH"), ":")
}
