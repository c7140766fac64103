package diskcache

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
)

// A Key is a digest of what an entry was computed from.
type Key [16]byte

// A Table is entries that are read and written together: many small ones. It is
// not safe for concurrent use, but processes may use the same file.
type Table struct {
	file    string
	entries map[Key][]byte
	fresh   map[Key][]byte
}

// magic begins each file of a Table; it changes with the format.
const magic = "xplatvet table 1\n"

// OpenTable reads the Table called name, which may be any text, in a directory.
// One that cannot be read is empty.
func OpenTable(dir, name string) *Table {
	sum := sha256.Sum256([]byte(name))
	file := dir + "/" + hex.EncodeToString(sum[:16])
	return &Table{file: file, entries: readEntries(file), fresh: make(map[Key][]byte)}
}

func readEntries(name string) map[Key][]byte {
	entries := make(map[Key][]byte)
	data, _, err := Read(name)
	data, ok := bytes.CutPrefix(data, []byte(magic))
	if err != nil || !ok {
		return entries
	}
	for len(data) >= len(Key{}) {
		key := Key(data)
		n, size := binary.Uvarint(data[len(key):])
		data = data[len(key):]
		if size <= 0 || n > uint64(len(data)-size) {
			return make(map[Key][]byte)
		}
		entries[key] = data[size : size+int(n) : size+int(n)]
		data = data[size+int(n):]
	}
	return entries
}

// Get returns the value of an entry.
func (t *Table) Get(key Key) (value []byte, ok bool) {
	if value, ok = t.fresh[key]; ok {
		return value, true
	}
	value, ok = t.entries[key]
	return value, ok
}

// Put adds an entry, or replaces it.
func (t *Table) Put(key Key, value []byte) {
	if old, ok := t.entries[key]; !ok || !bytes.Equal(old, value) {
		t.fresh[key] = value
	}
}

// Save writes the entries that are new, together with those that other
// processes have written by now, or without them if there would be more than
// max bytes.
func (t *Table) Save(max int) error {
	if len(t.fresh) == 0 {
		return nil
	}
	entries := readEntries(t.file)
	maps.Copy(entries, t.fresh)
	data := encode(entries)
	if len(data) > max {
		data = encode(t.fresh)
	}
	if err := Write(t.file, data); err != nil {
		return err
	}
	t.entries, t.fresh = entries, make(map[Key][]byte)
	return nil
}

func encode(entries map[Key][]byte) []byte {
	keys := slices.SortedFunc(maps.Keys(entries), func(a, b Key) int { return bytes.Compare(a[:], b[:]) })
	data := []byte(magic)
	for _, key := range keys {
		data = append(data, key[:]...)
		data = binary.AppendUvarint(data, uint64(len(entries[key])))
		data = append(data, entries[key]...)
	}
	return data
}

// Trim deletes the files of a directory that were not written for longest until
// they have no more than max bytes.
func Trim(dir string, max int64) {
	root, err := path(dir)
	if err != nil {
		return
	}
	type file struct {
		name string
		info fs.FileInfo
	}
	var files []file
	var total int64
	entries, _ := os.ReadDir(root)
	for _, e := range entries {
		if info, err := e.Info(); err == nil && info.Mode().IsRegular() {
			files = append(files, file{filepath.Join(root, e.Name()), info})
			total += info.Size()
		}
	}
	slices.SortFunc(files, func(a, b file) int { return a.info.ModTime().Compare(b.info.ModTime()) })
	for _, f := range files {
		if total <= max {
			return
		}
		if os.Remove(f.name) == nil {
			total -= f.info.Size()
		}
	}
}
