package sysmem

import (
	"bufio"
	"bytes"
	"os"
	"path/filepath"
	"strconv"
	"strings"
)

// available is Available with the files of the kernel below root.
func available(root string) (uint64, bool) {
	free, ok := memAvailable(filepath.Join(root, "proc/meminfo"))
	for _, group := range groups(root) {
		limit, limited := number(filepath.Join(group, "memory.max")) // "max" is no number
		used, known := number(filepath.Join(group, "memory.current"))
		if !limited || !known {
			continue
		}
		// What caches hold is given back before a limit kills.
		used -= min(used, field(filepath.Join(group, "memory.stat"), "inactive_file"))
		if left := limit - min(limit, used); !ok || left < free {
			free, ok = left, true
		}
	}
	return free, ok
}

func memAvailable(name string) (uint64, bool) {
	kb := field(name, "MemAvailable:")
	return kb << 10, kb > 0
}

// groups returns the directories of the control group (version 2) of this
// process, and of those that it is in.
func groups(root string) []string {
	data, err := os.ReadFile(filepath.Join(root, "proc/self/cgroup"))
	if err != nil {
		return nil
	}
	for line := range strings.Lines(string(data)) {
		name, ok := strings.CutPrefix(strings.TrimSpace(line), "0::")
		if !ok {
			continue
		}
		var list []string
		for ; ; name = filepath.Dir(name) {
			list = append(list, filepath.Join(root, "sys/fs/cgroup", name))
			if name == "/" || name == "." {
				return list
			}
		}
	}
	return nil
}

// number reads a file that holds one.
func number(name string) (uint64, bool) {
	data, err := os.ReadFile(name)
	if err != nil {
		return 0, false
	}
	n, err := strconv.ParseUint(string(bytes.TrimSpace(data)), 10, 64)
	return n, err == nil
}

// field reads the number after key in a file of lines "key number"; 0 if there
// is none.
func field(name, key string) uint64 {
	data, err := os.ReadFile(name)
	if err != nil {
		return 0
	}
	for s := bufio.NewScanner(bytes.NewReader(data)); s.Scan(); {
		if f := strings.Fields(s.Text()); len(f) > 1 && f[0] == key {
			n, _ := strconv.ParseUint(f[1], 10, 64)
			return n
		}
	}
	return 0
}
