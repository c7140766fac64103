// Package report writes reports. It builds on every port, and works on few.
package report

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"time"
)

// Show writes a report to a file and opens that. On windows there is no /tmp,
// and no xdg-open, as there is none on darwin.
func Show(text string) error {
	loc, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		return err
	}
	text += time.Now().In(loc).String()
	if err := os.WriteFile("/tmp/report.txt", []byte(text), 0o666); err != nil {
		return err
	}
	return exec.Command("xdg-open", "/tmp/report.txt").Run()
}

// Private reports whether a report is kept in a directory private. On windows
// none is: filepath.Join writes a backslash.
func Private(dir, name string) bool {
	return strings.Contains(filepath.Join(dir, name), "/private/")
}
