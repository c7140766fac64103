package sysmem

import (
	"os"
	"path/filepath"
	"testing"
)

func TestAvailable(t *testing.T) {
	const meminfo = "MemTotal: 100 kB\nMemFree: 10 kB\nMemAvailable: 50 kB\n"
	for _, test := range []struct {
		name  string
		files map[string]string
		want  uint64
		ok    bool
	}{
		{name: "nothing is known"},
		{"no group", map[string]string{"proc/meminfo": meminfo}, 50 << 10, true},
		{"no limit", map[string]string{
			"proc/meminfo": meminfo, "proc/self/cgroup": "0::/\n",
			"sys/fs/cgroup/memory.max": "max\n", "sys/fs/cgroup/memory.current": "1\n",
		}, 50 << 10, true},
		{"limit", map[string]string{
			"proc/meminfo": meminfo, "proc/self/cgroup": "0::/a/b\n",
			"sys/fs/cgroup/a/b/memory.max": "30000", "sys/fs/cgroup/a/b/memory.current": "20000",
		}, 10000, true},
		{"limit above, caches", map[string]string{
			"proc/meminfo": meminfo, "proc/self/cgroup": "1:name=x:/\n0::/a/b\n",
			"sys/fs/cgroup/a/memory.max": "30000", "sys/fs/cgroup/a/memory.current": "20000",
			"sys/fs/cgroup/a/memory.stat": "anon 1\ninactive_file 5000\n",
		}, 15000, true},
		{"over the limit", map[string]string{
			"proc/self/cgroup":         "0::/\n",
			"sys/fs/cgroup/memory.max": "30000", "sys/fs/cgroup/memory.current": "40000",
		}, 0, true},
	} {
		t.Run(test.name, func(t *testing.T) {
			root := t.TempDir()
			for name, text := range test.files {
				name = filepath.Join(root, name)
				if err := os.MkdirAll(filepath.Dir(name), 0o777); err != nil {
					t.Fatal(err)
				}
				if err := os.WriteFile(name, []byte(text), 0o666); err != nil {
					t.Fatal(err)
				}
			}
			if got, ok := available(root); got != test.want || ok != test.ok {
				t.Errorf("%d, %v, want %d, %v", got, ok, test.want, test.ok)
			}
		})
	}
	if n, ok := Available(); !ok || n == 0 {
		t.Errorf("here %d bytes are available, %v", n, ok)
	}
}
