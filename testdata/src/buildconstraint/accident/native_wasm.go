package accident

import "unsafe" // it knows where it is

func native() { _ = unsafe.Pointer(nil) }
