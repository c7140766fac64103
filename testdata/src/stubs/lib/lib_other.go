//go:build !linux && !darwin

package lib

import "errors"

func (f *File) Lock() error { return errors.ErrUnsupported } // want `^File.Lock fails on `

func single(int) error { return errPlatform } // want `^single fails on js,plan9,windows: "lib: not implemented on this platform"$`

func Several(name string) (int, error) { // want `^Several fails on js,plan9,windows: "lib: not implemented on this platform"$`
	if name == "" {
		return 0, errors.New("lib: no name")
	}
	err := errPlatform
	return 0, err
}

func Panics() { panic("lib: Panics is not supported") } // want `^Panics panics on js,plan9,windows: "lib: Panics is not supported"$`

func Works() error { return nil }
