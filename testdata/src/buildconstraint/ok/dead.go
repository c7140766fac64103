//go:build zos || nacl || (darwin && 386) || (windows && ppc64) || hurd

package ok
