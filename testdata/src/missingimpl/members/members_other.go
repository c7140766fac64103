//go:build !unix

package members

import "os"

type file struct{ base }

type base struct{}

func (base) sync() {}

type narrow struct{}

func (*wide) sync() {}

var _ = os.Getpid
