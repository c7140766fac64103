//go:build !windows

package ok

type handle struct{}

func (handle) Close() error { return nil }

func open(name string) (*File, error) { return nil, nil }

// Sync syncs.
func Sync(name string, m any, data ...uint8) (rune, error) { return 0, nil }

// Mode is the mode.
var Mode = 1

// Callback is called.
var Callback = func() {}

// Chroot does nothing on Windows, where it is not declared.
func Chroot(path string) error { return nil }

// UnixSocket has a name that tells.
func UnixSocket() {}

type private struct{}

// Exported is a method that nobody else can call.
func (private) Exported() {}

func helper() {}
