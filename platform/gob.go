package platform

import (
	"encoding/binary"
	"errors"
)

// GobEncode encodes a Set for a program with the same universe of ports.
func (s Set) GobEncode() ([]byte, error) {
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(nil, s.nocgo), s.cgo), nil
}

// GobDecode decodes what GobEncode has encoded.
func (s *Set) GobDecode(data []byte) error {
	if len(data) != 16 {
		return errors.New("decode set of ports: not 16 bytes")
	}
	t := Set{binary.BigEndian.Uint64(data), binary.BigEndian.Uint64(data[8:])}
	if !t.Minus(all).Empty() {
		return errors.New("decode set of ports: not the same universe")
	}
	*s = t
	return nil
}
