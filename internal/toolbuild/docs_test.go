package toolbuild_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/toolbuild"
)

// What the documentation shows is what is printed.
func TestGoplsDocs(t *testing.T) {
	data, err := os.ReadFile(filepath.Join("..", "..", "docs", "gopls.md"))
	if err != nil {
		t.Fatal(err)
	}
	want := strings.TrimPrefix(toolbuild.GoplsSettings("/home/gopher/go/bin/gopls-xplatvet"), "\n")
	if !strings.Contains(string(data), "```\n"+want+"```\n") {
		t.Errorf("docs/gopls.md does not show\n%s", want)
	}
}

func TestGoplsSettingsQuote(t *testing.T) {
	if got := toolbuild.GoplsSettings(`C:\Go & "more"\gopls.exe`); !strings.Contains(got, `command = "C:\\Go & \"more\"\\gopls.exe"`) {
		t.Error(got)
	}
}
