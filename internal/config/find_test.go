package config_test

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/xplatvet/xplatvet/internal/config"
)

// tree makes files, empty or as "name: text", and returns their directory.
func tree(t *testing.T, files ...string) string {
	t.Helper()
	root := t.TempDir()
	for _, file := range files {
		name, text, _ := strings.Cut(file, ": ")
		name = filepath.Join(root, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
			t.Fatal(err)
		}
	}
	return root
}

func TestFind(t *testing.T) {
	for _, test := range []struct {
		name  string
		files []string
		dir   string
		want  string // "" for none
	}{
		{"in the directory", []string{"a/.xplatvet.yaml", "a/go.mod"}, "a", "a/.xplatvet.yaml"},
		{"in a parent", []string{".xplatvet.yaml", "go.mod", "a/b/x.go"}, "a/b", ".xplatvet.yaml"},
		{"the nearest", []string{".xplatvet.yaml", "go.mod", "a/.xplatvet.yaml", "a/b/x.go"}, "a/b", "a/.xplatvet.yaml"},
		{"beside .git", []string{".xplatvet.yaml", ".git/HEAD", "a/b/x.go"}, "a/b", ".xplatvet.yaml"},
		{"not beyond .git", []string{".xplatvet.yaml", "a/.git/HEAD", "a/b/x.go"}, "a/b", ""},
		{"not beyond the .git file of a worktree", []string{".xplatvet.yaml", "a/.git: gitdir: x", "a/b/x.go"}, "a/b", ""},
		{"not beyond go.work", []string{".xplatvet.yaml", "a/go.work", "a/b/go.mod"}, "a/b", ""},
		{"beyond go.mod to .git", []string{".xplatvet.yaml", ".git/HEAD", "a/go.mod"}, "a", ".xplatvet.yaml"},
		{"beyond go.mod to go.work", []string{".xplatvet.yaml", "go.work", "a/go.mod", "a/b/x.go"}, "a/b", ".xplatvet.yaml"},
		{"not beyond go.mod without .git", []string{".xplatvet.yaml", "a/go.mod", "a/b/x.go"}, "a/b", ""},
		{"not beyond the nearest go.mod", []string{".xplatvet.yaml", "go.mod", "a/go.mod", "a/b/x.go"}, "a/b", ""},
		{"not beyond a directory of nothing", []string{".xplatvet.yaml", "a/x.go"}, "a", ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := tree(t, test.files...)
			got, err := config.Find(filepath.Join(root, filepath.FromSlash(test.dir)))
			if err != nil {
				t.Fatal(err)
			}
			want := test.want
			if want != "" {
				want = filepath.Join(root, filepath.FromSlash(want))
			}
			if got != want {
				t.Errorf("got %q, want %q", got, want)
			}
		})
	}
}

func TestFindRefusesMisnamedFile(t *testing.T) {
	root := tree(t, "go.mod", ".xplatvet.yml", "a/x.go")
	_, err := config.Find(filepath.Join(root, "a"))
	want := "find configuration: " + filepath.Join(root, ".xplatvet.yml") + " must be named .xplatvet.yaml"
	if err == nil || err.Error() != want {
		t.Errorf("got  %v\nwant %s", err, want)
	}
}

func TestFindRelative(t *testing.T) {
	root := tree(t, "go.mod", ".xplatvet.yaml", "a/x.go")
	t.Chdir(filepath.Join(root, "a"))
	got, err := config.Find(".")
	if err != nil || !filepath.IsAbs(got) {
		t.Fatalf("got %q, %v; want an absolute path", got, err)
	}
	a, err1 := os.Stat(got)
	b, err2 := os.Stat(filepath.Join(root, ".xplatvet.yaml"))
	if err := errors.Join(err1, err2); err != nil || !os.SameFile(a, b) {
		t.Errorf("got %q (%v)", got, err)
	}
}

func TestLoad(t *testing.T) {
	root := tree(t, "go.mod", ".xplatvet.yaml: exclude: [gen]", "a/x.go", "b/go.mod", "c/.xplatvet.yaml: x: 1", "d/.xplatvet.yaml/x")
	c, err := config.Load(filepath.Join(root, "a"), known)
	if err != nil {
		t.Fatal(err)
	}
	if c.File != filepath.Join(root, ".xplatvet.yaml") || !c.Excluded(filepath.Join(root, "gen", "x.go")) {
		t.Errorf("got %+v", c)
	}
	if c, err := config.Load(filepath.Join(root, "b"), known); err != nil || c == nil || c.File != "" || c.Digest() != new(config.Config).Digest() {
		t.Errorf("no file: got %+v, %v", c, err)
	}
	var list config.Errors
	if _, err := config.Load(filepath.Join(root, "c"), known); !errors.As(err, &list) || list[0].File != filepath.Join(root, "c", ".xplatvet.yaml") {
		t.Errorf("bad file: got %v", err)
	}
	var pathError *fs.PathError
	if _, err := config.Load(filepath.Join(root, "d"), known); !errors.As(err, &pathError) || !strings.HasPrefix(err.Error(), "read configuration: ") {
		t.Errorf("a directory for the file: got %v", err)
	}
}

// A file that goes on for ever is given up, not read.
func TestLoadTooLarge(t *testing.T) {
	root := tree(t, "go.mod", ".xplatvet.yaml: #"+strings.Repeat("\n", 1<<20))
	_, err := config.Load(root, known)
	want := filepath.Join(root, ".xplatvet.yaml") + ":1:1: the file is larger than 64 KiB"
	if err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
