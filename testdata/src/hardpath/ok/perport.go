package ok

import "os"

func System() ([]byte, error) { return os.ReadFile(system) }
