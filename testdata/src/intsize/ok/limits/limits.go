package limits

import (
	"math"
	"strconv"
)

const (
	Max  = math.MaxInt
	Half = max / 2
	High = 1 << (strconv.IntSize - 1)
	Big  = 1 << 40

	max = math.MaxInt
)
