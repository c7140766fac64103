package dynamic

//go:cgo_import_dynamic dynamic._Beep Beep%2 "KERNEL32.dll"
