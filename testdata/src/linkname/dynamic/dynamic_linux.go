package dynamic

//go:cgo_import_dynamic libc_getpid getpid "/usr/lib/libSystem.B.dylib" // want `^there is no /usr/lib/libsystem\.b\.dylib on linux: `
