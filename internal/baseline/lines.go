package baseline

import (
	"os"
	"path/filepath"
	"strings"
	"unicode/utf8"

	"github.com/xplatvet/xplatvet/internal/finding"
)

// maxCode is how much of a line counts, in bytes.
const maxCode = 200

// Lines reads lines of source files, each file once.
type Lines struct {
	root  string
	files map[string][]string
}

// NewLines returns the Lines of the files below root, a directory.
func NewLines(root string) *Lines {
	return &Lines{root: root, files: make(map[string][]string)}
}

// code returns the line that a finding begins on, with one space for any run
// of space, and none around; "" for what is in no line, or in no file of the
// project, or in one that cannot be read.
func (l *Lines) code(p finding.Position) string {
	name := filepath.FromSlash(p.File)
	if p.Line < 1 || !filepath.IsLocal(name) || p.InDependency() {
		return ""
	}
	lines, ok := l.files[p.File]
	if !ok {
		if data, err := os.ReadFile(filepath.Join(l.root, name)); err == nil {
			lines = strings.Split(string(data), "\n")
		}
		l.files[p.File] = lines
	}
	if p.Line > len(lines) {
		return ""
	}
	code := strings.ToValidUTF8(strings.Join(strings.Fields(lines[p.Line-1]), " "), "\uFFFD")
	if len(code) <= maxCode {
		return code
	}
	end := maxCode
	for !utf8.RuneStart(code[end]) {
		end--
	}
	return code[:end]
}
