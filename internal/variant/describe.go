package variant

import (
	"go/types"
	"strings"
)

// Same reports whether an object, or the member of a type, is what a Variant
// says: whether it has that Type. It goes by the value of a constant only if
// the Variant has one.
func Same(v Variant, obj types.Object) bool {
	w := writer{pkg: obj.Pkg()}
	m := make(map[string]string)
	w.object(m, obj)
	got := m[obj.Name()]
	if _, ok := obj.(*types.Const); ok && !isInteger(v.Type[strings.LastIndexByte(v.Type, ' ')+1:]) {
		if value := got[strings.LastIndexByte(got, ' ')+1:]; isInteger(value) {
			got = strings.TrimSuffix(got, " "+value)
		}
	}
	return got == v.Type
}
