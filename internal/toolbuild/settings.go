package toolbuild

import (
	"bytes"
	"encoding/json"
	"strings"
)

// GoplsSettings says how editors are told to use the gopls in file.
func GoplsSettings(file string) string {
	return strings.ReplaceAll(goplsSettings, "FILE", quote(file))
}

// quote returns s in quotes, as JSON, Lua, TOML and Emacs Lisp read it.
func quote(s string) string {
	var b bytes.Buffer
	enc := json.NewEncoder(&b)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(s); err != nil {
		return `"` + s + `"` // no string is not JSON
	}
	return strings.TrimSuffix(b.String(), "\n")
}

const goplsSettings = `
VS Code, settings.json:

	"go.alternateTools": { "gopls": FILE }

Neovim 0.11 or later, init.lua:

	vim.lsp.config('gopls', { cmd = { FILE } })

Helix, languages.toml:

	[language-server.gopls]
	command = FILE

Zed, settings.json:

	"lsp": { "gopls": { "binary": { "path": FILE } } }

Emacs with Eglot, or with lsp-mode:

	(with-eval-after-load 'eglot
	  (add-to-list 'eglot-server-programs '((go-mode go-ts-mode) . (FILE))))
	(setq lsp-go-gopls-server-path FILE)

Single analyzers are switched off by the setting "analyses" of gopls, such as
{ "hardpath": false }, or for everybody in .xplatvet.yaml.
`
