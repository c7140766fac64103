package ok

type (
	handle  uintptr
	service struct{}
	event   struct{}
)

var token, hive, console, volume, drive, registry, pipe, shell int

const attr = 2

func overlapped() {}
func pid() int    { return 0 }
func elem() int   { return min(1, 2) }

func separator() string { return "\\" }

// min is predeclared on other ports.
func min(a, b int) int { return a }
