// Copyright notice.

package implicit

import "C" // want `^import "C" leaves this file out on linux without cgo; say so with //go:build cgo$`

func onLinux() C.int { return 0 }
