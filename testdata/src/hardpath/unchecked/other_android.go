package unchecked

import sys "os"

func Temp() (*sys.File, error) {
	sys.ReadFile("/dev/null")
	return sys.Create("/tmp/x") // want `os.Create of "/tmp/x": there is no /tmp on android; use os.TempDir`
}
