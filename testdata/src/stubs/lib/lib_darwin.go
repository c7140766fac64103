package lib

import "errors"

func (f *File) Lock() error { return errors.ErrUnsupported } // want `^File.Lock fails on darwin,js,plan9,windows: errors.ErrUnsupported$`

func single(int) error { return nil }

func Several(name string) (int, error) { return len(name), nil }

func Panics() {}

func Works() error { return nil }
