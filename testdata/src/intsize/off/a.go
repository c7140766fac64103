package off

import (
	"math"
	"os"
	"strconv"
)

func sizes(fi os.FileInfo) (int, int64) {
	return int(fi.Size()),
		int64(fi.Size())
}

func parse(s string) (int, error) {
	n, err := strconv.ParseInt(s, 10, 64)
	if err != nil {
		return 0, err
	}
	return int(n), nil
}

func checked(s string) int {
	n, _ := strconv.ParseInt(s, 10, 64)
	if n > math.MaxInt32 {
		return 0
	}
	return int(n)
}

func narrow(s string) (int, uint32) {
	n, _ := strconv.ParseInt(s, 10, 0)
	m, _ := strconv.ParseUint(s, 10, 64)
	return int(n), uint32(m)
}

func guarded(s string) uint {
	m, _ := strconv.ParseUint(s, 10, 64)
	if strconv.IntSize == 64 {
		return uint(m)
	}
	return 0
}
