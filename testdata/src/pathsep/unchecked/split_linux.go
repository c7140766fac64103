package unchecked

import (
	"os"
	"path/filepath"
	"strings"
)

func Split(dir string) []string {
	os.Open(`a\b`) // want `os.Open of a path with "a\\\\b": a backslash separates nothing on linux`
	return strings.Split(filepath.Join(dir, "x"), "/")
}
