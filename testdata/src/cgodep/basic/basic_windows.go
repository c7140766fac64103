package basic

import _ "cgodep/lib/sqlite" // want `is a stub on windows without cgo`
