package reach

import (
	"go/parser"
	"go/token"
	"os"
	"testing"
	"time"

	"github.com/xplatvet/xplatvet/passes/sources"
)

// BenchmarkReach computes the reach of all nodes of a package and reports the
// time as a ratio to that of parsing the same files.
func BenchmarkReach(b *testing.B) {
	for _, pkg := range []string{"os", "net", "net/http", "cmd/go/internal/work", "cmd/compile/internal/ssa"} {
		b.Run(pkg, func(b *testing.B) {
			var src [][]byte
			files := readDir(b, token.NewFileSet(), goroot(pkg))
			for _, f := range files {
				data, err := os.ReadFile(f.Name)
				if err != nil {
					b.Fatal(err)
				}
				src = append(src, data)
			}
			var ours, parsing time.Duration
			for b.Loop() {
				start := time.Now()
				fset := token.NewFileSet()
				fresh := make([]*sources.File, len(files))
				for i, f := range files {
					syntax, err := parser.ParseFile(fset, f.Name, src[i], parser.ParseComments|parser.SkipObjectResolution)
					if err != nil {
						b.Fatal(err)
					}
					fresh[i] = &sources.File{Name: f.Name, Syntax: syntax, Built: f.Built}
				}
				parsing += time.Since(start)

				start = time.Now()
				r := New(fresh, nil)
				for _, f := range fresh {
					for _, u := range r.files[f][0].units {
						r.spans(u)
					}
				}
				ours += time.Since(start)
			}
			b.ReportMetric(0, "ns/op")
			b.ReportMetric(float64(len(files)), "files")
			b.ReportMetric(ours.Seconds()/parsing.Seconds(), "x-of-parsing")
		})
	}
}
