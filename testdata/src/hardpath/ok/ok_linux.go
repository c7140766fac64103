package ok

import "os"

func Memory() ([]byte, error) { return os.ReadFile("/proc/meminfo") }
