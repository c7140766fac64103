package lib

func (f *File) Lock() error { f.name = ""; return nil }

func single(int) error { return nil }

func Several(name string) (int, error) { return len(name), nil }

func Panics() {}

func Works() error { return nil }
