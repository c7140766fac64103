//go:build amd64 || wasm

package basic

const maxSize = 1 << 20
