//go:build amd64 || arm64 || wasm

package limits

const Is64 = 1
