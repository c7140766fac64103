package unchecked

import "os"

func Read() ([]byte, error) {
	if _, err := os.ReadFile("/proc/meminfo"); err != nil {
		return nil, err
	}
	return os.ReadFile(`C:\x`) // want `os.ReadFile of "C:\\\\x": a path of windows names nothing on android and linux; guard`
}
