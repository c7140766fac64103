//go:build unix

package ok

const system = "/etc/app.conf"
