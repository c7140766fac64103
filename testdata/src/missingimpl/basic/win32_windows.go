package basic

type win32 struct{}
