package reach

import (
	"go/token"
	"path/filepath"
	"runtime"
	"testing"

	"github.com/xplatvet/xplatvet/internal/constraint"
	"github.com/xplatvet/xplatvet/internal/decl"
	"github.com/xplatvet/xplatvet/passes/sources"
	"github.com/xplatvet/xplatvet/platform"
)

// TestMayTell compares what is passed over with what evaluating it comes to, in
// packages of the standard library.
func TestMayTell(t *testing.T) {
	passed := 0
	for _, dir := range []string{"os", "syscall", "net", "runtime", "time", "log", "testing", "strings", "internal/testenv", "go/types"} {
		ctx := new(constraint.Context)
		list, err := decl.ReadDir(ctx, token.NewFileSet(), filepath.Join(runtime.GOROOT(), "src", dir))
		if err != nil {
			t.Fatal(err)
		}
		var files []*sources.File
		for _, f := range list {
			files = append(files, &sources.File{Syntax: f.Syntax, Built: f.Built})
		}
		r := newResult(files, nil, nil, true)
		for name, decls := range r.names {
			for _, g := range decls {
				if r.mayTell(g) {
					continue
				}
				passed++
				one := []*global{g}
				switch g.kind {
				case token.FUNC:
					if sum := r.call(one, 0); sum.returns != platform.All() || len(telling(sum.result).known) > 0 {
						t.Errorf("%s.%s has something to tell", dir, name)
					}
				case token.CONST, token.VAR:
					if v := telling(r.global(one, 0)); len(v.known) > 0 {
						t.Errorf("%s.%s has something to tell", dir, name)
					}
				}
			}
		}
	}
	if passed < 1000 {
		t.Errorf("only %d names are passed over", passed)
	}
}
