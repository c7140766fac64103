//go:build js

package ok // for GopherJS
