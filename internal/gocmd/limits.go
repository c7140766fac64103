package gocmd

import "strings"

// ExternalLinking says what NeedsExternalLinking recognises, for all ports
// alike.
const ExternalLinking = "cannot link this command without cgo (a limit of the Go toolchain)"

// NeedsExternalLinking reports whether message is the load error of a command
// that only a C linker can link, which is no fault of the code: on android and
// ios, see LinkerDeps in cmd/go/internal/load. The go command gives no code
// for it.
func NeedsExternalLinking(message string) bool {
	return strings.HasSuffix(message, " requires external (cgo) linking, but cgo is not enabled")
}
