package ok

import (
	"crypto/tls"
	_ "unsafe"
)

//go:linkname nextSecret crypto/tls.(*cipherSuiteTLS13).nextTrafficSecret
func nextSecret(*int, []byte) []byte // the compiler may refer to it by an index

func secret(c *tls.Conn) []byte { return nextSecret(nil, nil) }
