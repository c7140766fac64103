package calls

import "go/ast"

// pathArgs are the arguments that name a file or directory of the operating
// system, by package and function. A negative index -i-1 stands for all
// arguments from i on. A test compares the entries of os, io/ioutil and
// path/filepath with the names that GOROOT gives their parameters.
//
// Left out are functions of path/filepath that only compute with names.
var pathArgs = map[string]map[string][]int{
	"archive/zip": {"OpenReader": {0}},
	"crypto/tls":  {"LoadX509KeyPair": {0, 1}},
	"debug/elf":   {"Open": {0}},
	"debug/macho": {"Open": {0}},
	"debug/pe":    {"Open": {0}},
	"html/template": {
		"ParseFiles": {-1}, "ParseGlob": {0}, "Template.ParseFiles": {-1}, "Template.ParseGlob": {0},
	},
	"io/ioutil": {
		"ReadDir": {0}, "ReadFile": {0}, "TempDir": {0}, "TempFile": {0}, "WriteFile": {0},
	},
	"net/http": {
		"ListenAndServeTLS": {1, 2}, "ServeFile": {2}, "ServeTLS": {2, 3},
	},
	"os": {
		"Chdir": {0}, "Chmod": {0}, "Chown": {0}, "Chtimes": {0}, "CopyFS": {0}, "Create": {0},
		"CreateTemp": {0}, "DirFS": {0}, "Lchown": {0}, "Link": {0, 1}, "Lstat": {0}, "Mkdir": {0},
		"MkdirAll": {0}, "MkdirTemp": {0}, "Open": {0}, "OpenFile": {0}, "OpenInRoot": {0, 1},
		"OpenRoot": {0}, "ReadDir": {0}, "ReadFile": {0}, "Readlink": {0}, "Remove": {0},
		"RemoveAll": {0}, "Rename": {0, 1}, "StartProcess": {0}, "Stat": {0}, "Symlink": {0, 1},
		"Truncate": {0}, "WriteFile": {0},
	},
	"os/exec":       {"Command": {0}, "CommandContext": {1}, "LookPath": {0}},
	"path/filepath": {"EvalSymlinks": {0}, "Glob": {0}, "Walk": {0}, "WalkDir": {0}},
	"plugin":        {"Open": {0}},
	"text/template": {
		"ParseFiles": {-1}, "ParseGlob": {0}, "Template.ParseFiles": {-1}, "Template.ParseGlob": {0},
	},
}

// PathPackages are the packages whose calls may have Paths.
var PathPackages = []string{
	"archive/zip", "crypto/tls", "debug/elf", "debug/macho", "debug/pe", "html/template", "io/ioutil",
	"net/http", "os", "os/exec", "path/filepath", "plugin", "text/template",
}

// Paths returns the arguments of c that name a file or directory of the
// operating system. Those of os/exec, and of os.StartProcess, name a program.
func (c *Call) Paths() []ast.Expr {
	var list []ast.Expr
	for _, i := range pathArgs[c.Path][c.Name] {
		switch {
		case i >= 0 && i < len(c.Expr.Args):
			list = append(list, c.Expr.Args[i])
		case i < 0 && -i-1 < len(c.Expr.Args) && !c.Expr.Ellipsis.IsValid():
			list = append(list, c.Expr.Args[-i-1:]...)
		}
	}
	return list
}
