package diskcache

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"
)

func TestConcurrentWriters(t *testing.T) {
	home := t.TempDir()
	t.Setenv("XDG_CACHE_HOME", home)
	t.Setenv("HOME", home)
	t.Setenv("LocalAppData", home)
	if _, _, err := Read("a/b"); err == nil {
		t.Fatal("read what was never written")
	}
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			data := bytes.Repeat([]byte{byte('a' + i)}, 1<<16)
			for range 20 {
				if err := Write("a/b", data); err != nil {
					t.Error(err)
				}
				got, _, err := Read("a/b")
				if err != nil {
					t.Error(err)
				} else if len(got) != 1<<16 || bytes.Count(got, got[:1]) != len(got) {
					t.Errorf("read %d bytes of several versions", len(got))
				}
			}
		})
	}
	wg.Wait()
	dir, err := path("a")
	if err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "tmp-*"))
	if err != nil || len(left) > 0 {
		t.Errorf("left behind: %v, %v", left, err)
	}
}

func TestUnwritable(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o666); err != nil {
		t.Fatal(err)
	}
	t.Setenv("XDG_CACHE_HOME", file)
	t.Setenv("HOME", file)
	t.Setenv("LocalAppData", file)
	if err := Write("x", nil); err == nil {
		t.Error("no error below a file")
	}
}
