package third

import "porttype/third/sys"

func odd(r sys.Reader, w sys.Writer, info sys.Info) {
	mode := sys.Read
	_ = mode
	kind := sys.Unset
	switch kind {
	case sys.Unset:
	}
	w.Write(r, info)
	r.Write(r, info)
	w = r
	_ = info.ID + 1
}
