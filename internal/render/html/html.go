// Package html is the page of a report: its markup, style and script.
package html

import (
	"bytes"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"encoding/json"
	"strings"
)

//go:embed page.html
var page string

//go:embed page.css
var style string

//go:embed page.js
var script string

// Page returns a page that shows data, which the script knows the form of. It
// needs nothing else: its policy forbids every request, and every style and
// script but its own. Title is text.
func Page(title string, data any) (string, error) {
	var buf bytes.Buffer
	enc := json.NewEncoder(&buf) // escapes <, > and &, so that the data cannot end its element
	if err := enc.Encode(data); err != nil {
		return "", err
	}
	return strings.NewReplacer(
		"{{policy}}", "default-src 'none'; style-src "+digest(style)+"; script-src "+digest(script)+"; base-uri 'none'; form-action 'none'",
		"{{title}}", strings.NewReplacer("&", "&amp;", "<", "&lt;").Replace(title),
		"{{style}}", style,
		"{{script}}", script,
		"{{data}}", strings.TrimSpace(buf.String()),
	).Replace(page), nil
}

// digest names a style or script in a content security policy.
func digest(text string) string {
	sum := sha256.Sum256([]byte(text))
	return "'sha256-" + base64.StdEncoding.EncodeToString(sum[:]) + "'"
}
