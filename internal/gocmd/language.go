package gocmd

import (
	"errors"
	"fmt"
	"go/version"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"strings"

	"golang.org/x/mod/modfile"
)

// Knows returns an error if the main module asks for a version of the language
// that is newer than the Go which this program was built with: it would take
// what is new for mistakes. If it is newer than the go command too, that says so.
func (env GoEnv) Knows() error {
	file := env.GOMOD
	if env.GOWORK != "" && env.GOWORK != "off" {
		file = env.GOWORK
	}
	data, err := os.ReadFile(file)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	} else if err != nil {
		return fmt.Errorf("read language version: %w", err)
	}
	if file == env.GOWORK {
		if f, err := modfile.ParseWork(file, data, nil); err == nil && f.Go != nil {
			return env.tooNew(file, f.Go.Version)
		}
	} else if f, err := modfile.ParseLax(file, data, nil); err == nil && f.Go != nil {
		return env.tooNew(file, f.Go.Version)
	}
	return nil // the go command says what is wrong with it
}

func (env GoEnv) tooNew(file, lang string) error {
	if version.Compare(version.Lang("go"+lang), version.Lang(env.GOVERSION)) > 0 {
		return nil
	}
	return TooNew(filepath.Base(file), lang)
}

// TooNew returns an error if lang, a version of the language such as "1.27",
// which what asks for, is newer than the Go that this program was built with.
func TooNew(what, lang string) error {
	lang = version.Lang("go" + strings.TrimPrefix(lang, "go"))
	if version.Compare(lang, version.Lang(runtime.Version())) <= 0 {
		return nil
	}
	return fmt.Errorf("%s asks for %s, which this xplatvet does not know: it was built with %s; build it with %[2]s or later: GOTOOLCHAIN=%[2]s.0+auto go install github.com/xplatvet/xplatvet/cmd/xplatvet@latest",
		what, lang, runtime.Version())
}
