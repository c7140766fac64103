//go:build !unix

package ok

const system = "app.conf"
