//go:build unix

package dep

import "os"

func lock(name string) error { return os.Chmod(name, 0o400) }

func tell() {}
