package platform

import (
	"bytes"
	"encoding/gob"
	"testing"
)

func TestGob(t *testing.T) {
	for _, s := range []Set{{}, All(), FirstClass(), OS("plan9")} {
		var buf bytes.Buffer
		if err := gob.NewEncoder(&buf).Encode(struct{ S Set }{s}); err != nil {
			t.Fatal(err)
		}
		var got struct{ S Set }
		if err := gob.NewDecoder(&buf).Decode(&got); err != nil {
			t.Fatal(err)
		}
		if got.S != s {
			t.Errorf("%v became %v", s, got.S)
		}
	}
	var s Set
	for _, data := range [][]byte{nil, make([]byte, 15), bytes.Repeat([]byte{0xff}, 16)} {
		if s.GobDecode(data) == nil {
			t.Errorf("%x decoded", data)
		}
	}
}
