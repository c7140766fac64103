package basic

import _ "cgodep/lib/through" // want `^cgodep/lib/through needs cgo: cgodep/lib/native has no Go files on` // the others are imported directly
