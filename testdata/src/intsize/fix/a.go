package fix

import (
	"fmt"
	"log"
	"math"
)

func use() {
	fmt.Println("max", math.MaxInt64)     // want `^math\.MaxInt64 \(9223372036854775807\) overflows int on`
	log.Printf("%d %d", 1, 1<<40)         // want `^1 << 40 \(1099511627776\) overflows int on`
	fmt.Print(uint64(math.MaxUint64), -1) // fine
}
