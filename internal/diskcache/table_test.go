package diskcache

import (
	"bytes"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"
)

func setHome(t *testing.T) {
	home := t.TempDir()
	for _, name := range []string{"XDG_CACHE_HOME", "HOME", "LocalAppData"} {
		t.Setenv(name, home)
	}
}

func TestTable(t *testing.T) {
	setHome(t)
	a := OpenTable("d", "t")
	a.Put(Key{1}, []byte("one"))
	a.Put(Key{2}, nil)
	if err := a.Save(1 << 20); err != nil {
		t.Fatal(err)
	}
	b := OpenTable("d", "t")
	if v, ok := b.Get(Key{1}); !ok || string(v) != "one" {
		t.Errorf("%q %v", v, ok)
	}
	if v, ok := b.Get(Key{2}); !ok || len(v) != 0 {
		t.Errorf("%q %v", v, ok)
	}
	if _, ok := b.Get(Key{3}); ok {
		t.Error("an entry that was never put")
	}
	b.Put(Key{4}, bytes.Repeat([]byte("x"), 100))
	if err := b.Save(150); err != nil {
		t.Fatal(err)
	}
	c := OpenTable("d", "t")
	if _, ok := c.Get(Key{1}); ok {
		t.Error("the file grows without bound")
	}
	if _, ok := c.Get(Key{4}); !ok {
		t.Error("the new entry is not there")
	}
}

// TestTableDamaged reads files that were cut off or changed.
func TestTableDamaged(t *testing.T) {
	setHome(t)
	a := OpenTable("d", "t")
	a.Put(Key{1}, []byte("one"))
	a.Put(Key{2}, []byte("two"))
	if err := a.Save(1 << 20); err != nil {
		t.Fatal(err)
	}
	data, _, err := Read(a.file)
	if err != nil {
		t.Fatal(err)
	}
	for n := range data {
		if err := Write(a.file, data[:n]); err != nil {
			t.Fatal(err)
		}
		b := OpenTable("d", "t")
		for _, key := range []Key{{1}, {2}} {
			if v, ok := b.Get(key); ok && string(v) != "one" && string(v) != "two" {
				t.Errorf("%d bytes: %q", n, v)
			}
		}
	}
}

func TestTableWriters(t *testing.T) {
	setHome(t)
	var wg sync.WaitGroup
	for i := range 8 {
		wg.Go(func() {
			for k := range 20 {
				table := OpenTable("d", "t")
				table.Put(Key{byte(i), byte(k)}, []byte{byte(i), byte(k)})
				if err := table.Save(1 << 20); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	table := OpenTable("d", "t")
	if len(table.entries) == 0 {
		t.Error("nothing is left")
	}
	for key, v := range table.entries {
		if len(v) != 2 || v[0] != key[0] || v[1] != key[1] {
			t.Errorf("%v: %v", key, v)
		}
	}
}

func TestTrim(t *testing.T) {
	setHome(t)
	now := time.Now()
	for i, name := range []string{"d/new", "d/old", "d/older"} {
		if err := Write(name, make([]byte, 100)); err != nil {
			t.Fatal(err)
		}
		file, err := path(name)
		if err != nil {
			t.Fatal(err)
		}
		at := now.Add(time.Duration(-i) * time.Hour)
		if err := os.Chtimes(file, at, at); err != nil {
			t.Fatal(err)
		}
	}
	Trim("d", 250)
	dir, err := path("d")
	if err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil || len(left) != 2 || filepath.Base(left[0]) != "new" || filepath.Base(left[1]) != "old" {
		t.Errorf("left: %v, %v", left, err)
	}
}
