package unchecked

import (
	"os"
	"path/filepath"
	"strings"
)

func Split(dir string) []string {
	p := filepath.Join(dir, "x")
	q, err := filepath.Abs(p)
	strings.Cut(q, "a/b")                             // want `strings.Cut for "a/b": the path from filepath.Abs is separated`
	return append(strings.Split(p, "/"), err.Error()) // want `strings.Split for "/": the path from filepath.Join is separated by \\ on windows`
}

func Path() []string {
	return strings.Split(os.Getenv("PATH"), ":") // want `strings.Split of \$PATH at colons: they do not separate directories on windows`
}
